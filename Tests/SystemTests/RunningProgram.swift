import AsyncHTTPClient
import DatabaseTesting
import Foundation
import NIOCore
import Testing

/// One of our programs as a process of its own, on a port that the system chose.
final class RunningProgram: Sendable {
  /// Where it answers.
  let url: String

  private let process: Process
  private let log: URL

  private init(process: Process, log: URL, url: String) {
    self.process = process
    self.log = log
    self.url = url
  }

  /// The port at which it answers.
  var port: Int {
    get throws { try #require(url.split(separator: ":").last.flatMap { Int($0) }) }
  }

  /// One token sends for everybody here.
  private static let standard = [
    "PORT": "0", "LOG_FORMAT": "json", "RATE_LIMIT_READS": "0", "RATE_LIMIT_WRITES": "0",
  ]

  /// Starts a service and returns when it listens.
  static func start(
    _ name: String, _ environment: [String: String]
  ) async throws -> RunningProgram {
    let log = FileManager.default.temporaryDirectory.appending(path: "\(name)-\(UUID()).log")
    try Data().write(to: log)
    let file = try FileHandle(forWritingTo: log)
    let process = try launch(
      name, [], Self.standard.merging(environment) { $1 }, output: file, errors: file)
    var url: String?
    let listens = try await eventually(within: .seconds(30)) {
      url = try address(in: String(contentsOf: log, encoding: .utf8))
      return url != nil || !process.isRunning
    }
    guard listens, let url else {
      throw DidNotStart(log: try String(contentsOf: log, encoding: .utf8))
    }
    return RunningProgram(process: process, log: log, url: url)
  }

  /// Runs a program to its end and returns its status and what it said.
  static func run(
    _ name: String, _ arguments: [String] = [], _ environment: [String: String] = [:]
  ) async throws -> (status: Int32, output: String, errors: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "run-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (output, errors) = (folder.appending(path: "output"), folder.appending(path: "errors"))
    for file in [output, errors] { try Data().write(to: file) }
    let process = try launch(
      name, arguments, environment, folder: folder,
      output: FileHandle(forWritingTo: output), errors: FileHandle(forWritingTo: errors))
    guard await eventually(within: .seconds(60), { !process.isRunning }) else {
      throw DidNotStart(log: "\(name) did not end")
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    return (
      process.terminationStatus, try String(contentsOf: output, encoding: .utf8),
      try String(contentsOf: errors, encoding: .utf8)
    )
  }

  /// Ends the program by a signal, waits for its end, and returns its status, or the number of the
  /// signal that it died of.
  @discardableResult
  func end(by signal: Int32) async -> Int32 {
    tell(signal)
    return await end()
  }

  /// Sends the program a signal.
  func tell(_ signal: Int32) {
    kill(process.processIdentifier, signal)
  }

  /// How much memory it has now (`VmRSS` of proc(5)).
  var residentBytes: Int {
    get throws {
      let status = try String(
        contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
      let kilobytes = status.firstMatch(of: /VmRSS:\s+([0-9]+) kB/).flatMap { Int($0.1) }
      return try #require(kilobytes) * 1024
    }
  }

  /// Whether it takes requests.
  func answers() async -> Bool {
    let answer = try? await HTTPClient.shared.execute(
      HTTPClientRequest(url: url + "/health/live"), timeout: .seconds(2))
    return answer != nil
  }

  /// Waits for the end of the program, and returns its status, or the number of the signal that it
  /// died of.
  @discardableResult
  func end() async -> Int32 {
    if await !eventually(within: .seconds(30), { !process.isRunning }) {
      tell(SIGKILL)
      process.waitUntilExit()
    }
    try? FileManager.default.removeItem(at: log)
    return process.terminationStatus
  }

  /// What it has logged and printed so far.
  var logged: String {
    get throws { try String(contentsOf: log, encoding: .utf8) }
  }

  private static func launch(
    _ name: String, _ arguments: [String], _ environment: [String: String], folder: URL? = nil,
    output: FileHandle = .nullDevice, errors: FileHandle
  ) throws -> Process {
    let process = Process()
    process.executableURL = ProductsFolder.url.appending(path: name)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    return process
  }

  /// The address in the line that a service logs when it listens.
  private static func address(in log: String) -> String? {
    log.firstMatch(of: /127\.0\.0\.1:([1-9][0-9]*)/).map { "http://127.0.0.1:\($0.1)" }
  }

  /// A service ended instead of listening, or a program did not end.
  struct DidNotStart: Error {
    let log: String
  }
}
