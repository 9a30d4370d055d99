import Foundation
import Postgres

/// The throw-away PostgreSQL that `script/test` starts and names in `TEST_DATABASE_URL`.
actor TestServer {
  static let shared = TestServer()

  /// So many databases at once; more would only wait for the disk, and use up the connections.
  private static let width = 8

  private let admin = Database(
    ConnectionSettings(url: TestServer.url(database: "postgres"), applicationName: "test-server"),
    poolSize: 2)
  private var template: Task<String, any Error>?
  private var free = TestServer.width
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// A superuser's URI for a database of the server, or a role's.
  static func url(database: String, role: String? = nil) -> String {
    guard let url = ProcessInfo.processInfo.environment["TEST_DATABASE_URL"] else {
      preconditionFailure("TEST_DATABASE_URL is not set: run the tests by script/test")
    }
    let user = role.map { "&user=\($0)" } ?? ""
    return url + (url.contains("?") ? "&" : "?") + "dbname=\(database)" + user
  }

  /// Copies the migrated template.
  func create() async throws -> TestDatabase {
    await takePlace()
    do {
      let template = try await migratedTemplate()
      let name = "firstline_test_\(UInt32.random(in: 0 ... .max))"
      try await admin.execute("CREATE DATABASE \(unsafe: name) TEMPLATE \(unsafe: template)")
      // A copy has no settings. This is what the migrations give the database.
      try await admin.execute("ALTER DATABASE \(unsafe: name) SET jit = off")
      return TestDatabase(name: name)
    } catch {
      leavePlace()
      throw error
    }
  }

  func drop(_ database: TestDatabase) async throws {
    defer { leavePlace() }
    await database.owner.close()
    try await admin.execute("DROP DATABASE \(unsafe: database.name) WITH (FORCE)")
  }

  private func migratedTemplate() async throws -> String {
    if let template { return try await template.value }
    let task = Task { [admin] in
      let name = "firstline_template_\(UInt32.random(in: 0 ... .max))"
      try await admin.execute("CREATE DATABASE \(unsafe: name)")
      let connection = Connection(
        ConnectionSettings(url: Self.url(database: name), applicationName: "test-template"))
      _ = try await Migrator(folder: MigrationsFolder.path).migrate(connection)
      await connection.close()
      return name
    }
    template = task
    return try await task.value
  }

  private func takePlace() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func leavePlace() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}
