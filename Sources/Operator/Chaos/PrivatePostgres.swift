import Foundation
import Postgres
import Synchronization

/// A PostgreSQL of our own, durable, in a folder that is gone with it. No TCP: only a unix socket
/// in that folder, which nobody else can enter.
final class PrivatePostgres: Sendable {
  /// The folder of its data and its socket.
  let folder: URL
  /// A short pool for the owner of the database.
  let owner: Database

  private let programs: URL
  private let log: URL
  private let server = Mutex<ChildProcess?>(nil)

  private static let superuser = "firstline"
  private static let database = "firstline"

  /// - Parameters:
  ///   - folder: An empty folder of ours.
  ///   - logs: Where its log goes.
  init(folder: URL, logs: URL) throws {
    self.folder = folder
    log = logs.appending(path: "postgres.log")
    programs = try PostgresPrograms.folder()
    // Who asks for it is patient himself, and wants to know soon when it is back.
    owner = Database(
      ConnectionSettings(
        url: Self.url(folder, Self.superuser, Self.database), applicationName: "chaos"),
      poolSize: 2, patience: .milliseconds(100))
    guard Self.user == .postgres else { return }
    guard let postgres = getpwnam("postgres") else {
      throw OneLine(
        "PostgreSQL refuses to run as root, and there is no user 'postgres' to run it as",
        status: 1)
    }
    chown(folder.path(), postgres.pointee.pw_uid, postgres.pointee.pw_gid)
  }

  /// The URI for a role.
  func url(role: String) -> String { Self.url(folder, role, Self.database) }

  /// Makes a cluster with a migrated database, and starts it.
  func begin(migrations: String) async throws {
    // The files need not survive this machine, only its programs.
    let initdb = try await ChildProcess.start(
      "initdb",
      [
        programs.appending(path: "initdb").path(), "-D", data, "--username=\(Self.superuser)",
        "--encoding=UTF8", "--locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject",
        "--no-sync",
      ], as: Self.user, log: log)
    guard await initdb.ends(within: .seconds(60)), initdb.hasSucceeded else {
      initdb.send(SIGKILL)
      throw OneLine("initdb failed: \(lastWords)", status: 1)
    }
    try await start(answering: "postgres")
    try await withConnection(to: "postgres") { try await ChaosQueries.createDatabase($0) }
    try await withConnection(to: Self.database) {
      _ = try await Migrator(folder: migrations).migrate($0)
    }
  }

  /// Stops it as a crash does: no checkpoint, every session cut off.
  func crash() async throws {
    guard let child = server.withLock({ $0 }) else { return }
    child.send(SIGQUIT)
    guard await child.ends(within: .seconds(30)) else {
      throw OneLine("PostgreSQL does not end", status: 1)
    }
  }

  /// Starts it and waits until it has recovered and answers.
  func start() async throws { try await start(answering: Self.database) }

  /// Ends it for good.
  func end() async {
    guard let child = server.withLock({ $0 }) else { return }
    child.send(SIGQUIT)
    guard await !child.ends(within: .seconds(15)) else { return }
    child.send(SIGKILL)
    _ = await child.ends(within: .seconds(5))
  }

  private func start(answering database: String) async throws {
    let settings = [
      "fsync=on", "synchronous_commit=on", "full_page_writes=on", "max_connections=100",
      "listen_addresses=", "unix_socket_directories=\(folder.path())", "port=\(Self.port)",
    ]
    let child = try await ChildProcess.start(
      "PostgreSQL",
      [programs.appending(path: "postgres").path(), "-D", data] + settings.map { "--\($0)" },
      as: Self.user, log: log)
    server.withLock { $0 = child }
    let answers = try await isMet(within: .seconds(120)) {
      try Task.checkCancellation()
      guard child.isRunning else { return true }
      return await (try? withConnection(to: database) { try await ChaosQueries.ask($0) }) != nil
    }
    guard answers, child.isRunning else {
      throw OneLine("PostgreSQL did not start: \(lastWords)", status: 1)
    }
  }

  /// Runs `body` on a connection of the owner's whose statements may take their time.
  func withTirelessConnection<Value>(
    _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    try await withConnection(to: Self.database, body)
  }

  private func withConnection<Value>(
    to database: String, _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    var settings = ConnectionSettings(
      url: Self.url(folder, Self.superuser, database), applicationName: "chaos")
    settings.statementTimeout = .zero
    return try await Connection(settings, patience: .milliseconds(100)).whileOpen(body)
  }

  private var data: String { folder.appending(path: "data").path() }

  private var lastWords: String {
    let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").suffix(5).joined(separator: " ")
  }

  private static let port = 5_432

  private static var user: ChildProcess.User { geteuid() == 0 ? .postgres : .ourselves }

  private static func url(_ folder: URL, _ role: String, _ database: String) -> String {
    "postgresql:///\(database)?host=\(folder.path())&port=\(port)&user=\(role)&sslmode=disable"
  }
}
