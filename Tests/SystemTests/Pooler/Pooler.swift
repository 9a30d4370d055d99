import DatabaseTesting
import Foundation
import Postgres

@testable import Operator

/// PgBouncer in transaction mode in front of the server of the tests: every transaction of a client
/// may get another backend, and every backend serves many clients.
struct Pooler: Sendable {
  /// Backends for each role, far fewer than the connections of a service.
  static let backends = 2

  private static let port = 6_432

  private let folder: ServerFolder

  /// Runs `body` while the pooler runs.
  static func with(_ body: (Pooler) async throws -> Void) async throws {
    try await ServerFolder.with { folder in
      let pooler = Pooler(folder: folder)
      let process = try await pooler.start()
      do {
        try await pooler.waitUntilItAnswers(process)
        try await body(pooler)
        await end(process)
      } catch {
        await end(process)
        throw error
      }
    }
  }

  /// The URI for a role, through the pooler, of the running test's database.
  func url(role: String) -> String {
    let database = TestDatabase.current.name
    return "postgresql:///\(database)?host=\(folder.url.path())&port=\(Self.port)&user=\(role)"
  }

  private func start() async throws -> ChildProcess {
    let (socket, port) = try await PoolerQueries.address()
    let settings = """
      [databases]
      * = host=\(socket) port=\(port)
      [pgbouncer]
      unix_socket_dir = \(folder.url.path())
      listen_port = \(Self.port)
      auth_type = trust
      auth_file = \(folder.path("users"))
      pool_mode = transaction
      default_pool_size = \(Self.backends)
      """
    let users = #""ticket_service" """# + "\n" + #""incident_service" """# + "\n"
    for (name, text) in [("settings", settings), ("users", users)] {
      try text.write(toFile: folder.path(name), atomically: false, encoding: .utf8)
    }
    // Debian has it in a folder that not everybody's PATH names.
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try await ChildProcess.start(
      "PgBouncer", ["pgbouncer", folder.path("settings")],
      environment: ["PATH": path + ":/usr/sbin"], as: ServerFolder.user,
      log: folder.url.appending(path: "log"))
  }

  private func waitUntilItAnswers(_ process: ChildProcess) async throws {
    let connection = Connection(
      ConnectionSettings(url: url(role: "ticket_service"), applicationName: "test"),
      patience: .milliseconds(50))
    let answers = await eventually(within: .seconds(30)) {
      guard process.isRunning else { return true }
      return await (try? connection.execute("SELECT 1")) != nil
    }
    await connection.close()
    if !answers || !process.isRunning {
      throw DidNotStart(log: try String(contentsOfFile: folder.path("log"), encoding: .utf8))
    }
  }

  private static func end(_ process: ChildProcess) async {
    // It has nothing to tidy up, and the other signals may be blocked: it has that from the thread
    // that started it.
    process.send(SIGKILL)
    _ = await process.ends(within: .seconds(10))
  }

  /// The pooler ended, or does not answer.
  struct DidNotStart: Error {
    let log: String
  }
}
