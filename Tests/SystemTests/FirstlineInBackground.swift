import DatabaseTesting
import Foundation

/// `firstline` while it runs.
final class FirstlineInBackground: Sendable {
  private let process: Process
  private let file: URL

  private init(process: Process, file: URL) {
    self.process = process
    self.file = file
  }

  deinit {
    try? FileManager.default.removeItem(at: file)
  }

  /// Starts it, with nothing in its environment but what is given.
  static func start(
    _ arguments: [String], _ environment: [String: String] = [:]
  ) throws -> FirstlineInBackground {
    let file = FileManager.default.temporaryDirectory.appending(path: "firstline-\(UUID()).out")
    try Data().write(to: file)
    let output = try FileHandle(forWritingTo: file)
    let process = Process()
    process.executableURL = ProductsFolder.url.appending(path: "firstline")
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    return FirstlineInBackground(process: process, file: file)
  }

  /// What it has said so far.
  var output: String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }

  /// Waits for its end, and returns its status, or the signal it died of.
  func end(within limit: Duration = .seconds(30)) async -> Int32 {
    _ = await eventually(within: limit) { !process.isRunning }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    _ = await eventually { !process.isRunning }
    return process.terminationStatus
  }

  /// Sends it a signal, and waits for its end.
  func end(by signal: Int32) async -> Int32 {
    kill(process.processIdentifier, signal)
    return await end()
  }
}
