import Foundation

/// The real program, as the build made it.
enum Firstline {
  /// What is left of a run.
  struct Ending: Equatable {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs the program to its end, with nothing in its environment but what is given.
  static func run(
    _ arguments: [String], _ environment: [String: String] = [:]
  ) async throws -> Ending {
    try await run(
      products.appending(path: "firstline"), arguments, environment, in: "/")
  }

  /// Runs a script of the project.
  static func script(_ name: String, _ arguments: [String]) async throws -> Ending {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try await run(
      root.appending(path: "script/\(name)"), arguments, ["PATH": path], in: root.path())
  }

  /// Runs commands by bash.
  static func bash(_ commands: String, _ environment: [String: String]) async throws -> Ending {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try await run(
      URL(filePath: "/bin/bash"), ["-euo", "pipefail", "-c", commands],
      environment.merging(["PATH": path]) { $1 }, in: "/")
  }

  /// The project's folder, found from this file.
  static var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
  }

  /// The folder of this test's own executable, which the build puts beside the programs.
  private static var products: URL {
    let candidates = [
      URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent(),
      root.appending(path: ".build/debug"),
    ]
    let found = candidates.first {
      FileManager.default.isExecutableFile(atPath: $0.appending(path: "firstline").path())
    }
    return found ?? candidates[1]
  }

  private static func run(
    _ program: URL, _ arguments: [String], _ environment: [String: String], in folder: String
  ) async throws -> Ending {
    try await withTemporaryFolder { scratch in
      let (output, errors) = (scratch.appending(path: "out"), scratch.appending(path: "err"))
      for file in [output, errors] { try Data().write(to: file) }
      let process = Process()
      process.executableURL = program
      process.arguments = arguments
      process.environment = environment
      process.currentDirectoryURL = URL(filePath: folder)
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: errors)
      let (ends, end) = AsyncStream<Int32>.makeStream()
      process.terminationHandler = { process in
        end.yield(process.terminationStatus)
        end.finish()
      }
      try process.run()
      let status = await ends.first { _ in true }
      return Ending(
        status: status ?? -1, output: try String(contentsOf: output, encoding: .utf8),
        errors: try String(contentsOf: errors, encoding: .utf8))
    }
  }
}
