import DatabaseTesting
import Foundation
import Postgres
import ServiceTesting
import Synchronization

@testable import Operator

/// A PostgreSQL and its synchronous standby: a commit is acknowledged when both have it.
final class PostgresPair: Sendable {
  private let folder: ServerFolder
  private let primary: PrivatePostgres
  private let standby = Mutex<ChildProcess?>(nil)
  private let cutOff = Mutex<Int32?>(nil)

  private static let superuser = "firstline"
  private static let database = "firstline"
  private static let primaryPort = 5_432
  private static let standbyPort = 5_433

  private init(_ folder: ServerFolder) throws {
    self.folder = folder
    primary = try PrivatePostgres(folder: folder.url, logs: folder.url)
  }

  /// Runs `body` with a fresh pair and a migrated database; nothing of it is left afterwards.
  static func with(_ body: (PostgresPair) async throws -> Void) async throws {
    try await ServerFolder.with { folder in
      let pair = try PostgresPair(folder)
      do {
        try await pair.begin()
        try await body(pair)
        await pair.end()
      } catch {
        await pair.end()
        throw error
      }
    }
  }

  /// The URI of both for a role, as the services are to be given it.
  func url(role: String) -> String {
    let path = folder.url.path()
    return "postgresql:///\(Self.database)?host=\(path),\(path)"
      + "&port=\(Self.primaryPort),\(Self.standbyPort)&user=\(role)"
      + "&target_session_attrs=read-write"
  }

  /// The URI of the standby alone, for a role.
  func replicaURL(role: String) -> String {
    "postgresql:///\(Self.database)?host=\(folder.url.path())&port=\(Self.standbyPort)&user=\(role)"
  }

  /// The URI of the primary alone, for a role.
  func primaryURL(role: String) -> String { primary.url(role: role) }

  /// The primary, as its owner.
  var owner: Database { primary.owner }

  /// The folder that is gone with the pair.
  var place: URL { folder.url }

  /// Runs `body` on a session with the standby, as the owner.
  func withStandby<Value>(_ body: (Connection) async throws -> Value) async throws -> Value {
    var settings = ConnectionSettings(
      url: "postgresql:///\(Self.database)?host=\(folder.url.path())&port=\(Self.standbyPort)"
        + "&user=\(Self.superuser)&target_session_attrs=any",
      applicationName: "test")
    settings.statementTimeout = .seconds(60)
    return try await Connection(settings).whileOpen(body)
  }
}

// MARK: - Disaster

extension PostgresPair {
  /// Gives a caller its token.
  func enrol(_ caller: Caller) async throws {
    try await caller.enrol(in: primary.owner)
  }

  /// Stops what the primary sends to its standby, and returns when somebody waits in vain for a
  /// commit to be acknowledged: one that the primary alone has.
  func cutOffStandby() async throws -> Bool {
    guard let sender = try await FailoverQueries.walSender(primary.owner) else { return false }
    cutOff.withLock { $0 = sender }
    kill(sender, SIGSTOP)
    return try await eventually(within: .seconds(5)) {
      try await FailoverQueries.commitsWaiting(primary.owner) > 0
    }
  }

  /// Ends the primary by a signal to its postmaster, and returns when it has ended.
  func endPrimary(by signal: Int32) async throws -> Bool {
    let lines = try String(contentsOfFile: folder.path("data/postmaster.pid"), encoding: .utf8)
    guard let postmaster = lines.split(separator: "\n").first.flatMap({ Int32($0) }) else {
      return false
    }
    kill(postmaster, signal)
    killSender()
    // What the postmaster started notices its end, and goes too.
    return await eventually(within: .seconds(20)) { !isAnyoneIn("data") }
  }

  /// Makes the standby the primary, and returns when it is one.
  func promote() async throws {
    try await withStandby { try await FailoverQueries.promote($0) }
  }

  /// A stopped process would not even notice that its postmaster is gone.
  private func killSender() {
    if let sender = cutOff.withLock({ $0.take() }) { kill(sender, SIGKILL) }
  }

  /// Whether a process has this folder of ours as its working directory, as PostgreSQL's have.
  private func isAnyoneIn(_ name: String) -> Bool {
    let files = FileManager.default
    let processes = (try? files.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.contains {
      Int($0) != nil
        && (try? files.destinationOfSymbolicLink(atPath: "/proc/\($0)/cwd")) == folder.path(name)
    }
  }
}

// MARK: - Beginning and end

extension PostgresPair {
  private func begin() async throws {
    try await primary.begin(migrations: MigrationsFolder.path)
    try await copy()
    try await startStandby()
    try await FailoverQueries.waitForStandby(primary.owner)
    let isSynchronous = try await eventually(within: .seconds(30)) {
      try await FailoverQueries.isSynchronous(primary.owner)
    }
    if !isSynchronous { throw Failed(step: "the standby is not synchronous", log: log) }
  }

  /// Copies the primary, with what the copy needs to be its standby.
  private func copy() async throws {
    let source =
      "host=\(folder.url.path()) port=\(Self.primaryPort) user=\(Self.superuser)"
      + " application_name=standby"
    let copying = try await ChildProcess.start(
      "pg_basebackup",
      [
        try program("pg_basebackup"), "-D", folder.path("standby"), "-d", source,
        "--checkpoint=fast", "--wal-method=stream", "--write-recovery-conf", "--no-sync",
      ], as: ServerFolder.user, log: logFile)
    guard await copying.ends(within: .seconds(60)), copying.hasSucceeded else {
      copying.send(SIGKILL)
      throw Failed(step: "pg_basebackup", log: log)
    }
  }

  private func startStandby() async throws {
    let settings = [
      "listen_addresses=", "unix_socket_directories=\(folder.url.path())",
      "port=\(Self.standbyPort)", "max_connections=100",
    ]
    let process = try await ChildProcess.start(
      "standby",
      [try program("postgres"), "-D", folder.path("standby")] + settings.map { "--\($0)" },
      as: ServerFolder.user, log: logFile)
    standby.withLock { $0 = process }
  }

  private func end() async {
    killSender()
    await primary.owner.close()
    await primary.end()
    if let standby = standby.withLock({ $0 }) {
      standby.send(SIGQUIT)
      if await !standby.ends(within: .seconds(15)) { standby.send(SIGKILL) }
    }
    // Nobody may write into the folder while it is removed.
    _ = await eventually { !isAnyoneIn("data") && !isAnyoneIn("standby") }
  }

  private func program(_ name: String) throws -> String {
    try PostgresPrograms.folder().appending(path: name).path()
  }

  private var logFile: URL { folder.url.appending(path: "standby.log") }

  private var log: String { (try? String(contentsOf: logFile, encoding: .utf8)) ?? "" }

  /// The pair could not be made.
  struct Failed: Error {
    let step: String
    let log: String
  }
}
