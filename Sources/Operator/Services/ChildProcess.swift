import Foundation

/// A program that this one has started, and that ends with it, however this one ends.
final class ChildProcess: Sendable {
  /// Who runs a child.
  enum User {
    case ourselves
    /// The user `postgres`; its server refuses to run as root.
    case postgres
  }

  let name: String
  private let process: Process

  private init(name: String, process: Process) {
    self.name = name
    self.process = process
  }

  /// Starts `command`, a path and its arguments, with nothing in its environment but `environment`
  /// and the PATH. What it says goes to the end of the file `log`.
  static func start(
    _ name: String, _ command: [String], environment: [String: String] = [:],
    as user: User = .ourselves, log: URL
  ) async throws -> ChildProcess {
    if !FileManager.default.fileExists(atPath: log.path(percentEncoded: false)) {
      try Data().write(to: log)
    }
    let output = try FileHandle(forWritingTo: log)
    try output.seekToEnd()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["setpriv"] + identity(user) + ["--pdeathsig", "KILL", "--"] + unlessOrphaned + command
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment = ["PATH": path].merging(environment) { $1 }
    process.currentDirectoryURL = URL(filePath: "/")
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try await SpawningThread.shared.run { try process.run() }
    return ChildProcess(name: name, process: process)
  }

  private static func identity(_ user: User) -> [String] {
    switch user {
    case .ourselves: []
    case .postgres: ["--reuid=postgres", "--regid=postgres", "--init-groups"]
    }
  }

  /// Starts what follows only if we are still there: if we ended before the child asked the kernel
  /// for its signal, that signal never comes.
  private static let unlessOrphaned = [
    "sh", "-c", #"[ "$PPID" = "$0" ] && exec "$@""#, "\(getpid())",
  ]

  var isRunning: Bool { process.isRunning }

  /// How it ended, as `status 0` or `signal 9`.
  var ending: String {
    let kind = process.terminationReason == .uncaughtSignal ? "signal" : "status"
    return "\(kind) \(process.terminationStatus)"
  }

  /// Whether it has ended with status 0.
  var hasSucceeded: Bool {
    !isRunning && process.terminationReason == .exit && process.terminationStatus == 0
  }

  /// Sends it a signal, if it is there.
  func send(_ signal: Int32) {
    // Its number is nobody else's before the end has been noticed.
    if isRunning { kill(process.processIdentifier, signal) }
  }

  /// Waits for its end, for at most `limit`, and says whether it came.
  func ends(within limit: Duration) async -> Bool {
    await isMet(within: limit) { !isRunning }
  }
}
