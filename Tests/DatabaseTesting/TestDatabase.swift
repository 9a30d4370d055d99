package import Postgres

/// A real database that one test has for itself, made from a migrated template and dropped
/// afterwards.
///
/// ```swift
/// @Test(.database) func `a ticket is found by its id`() async throws {
///   let database = TestDatabase.current.connect(as: "ticket_service")
/// ```
package struct TestDatabase: Sendable {
  @TaskLocal private static var bound: TestDatabase?

  /// The database of the running test, which must have the trait `.database`.
  package static var current: TestDatabase {
    guard let bound else { preconditionFailure("the test lacks the trait .database") }
    return bound
  }

  /// The database's name on the server.
  package let name: String

  /// Connections as the owner of everything.
  package let owner: Database

  init(name: String) {
    self.name = name
    owner = Database(
      ConnectionSettings(url: TestServer.url(database: name), applicationName: "test"),
      poolSize: 4)
  }

  /// The connection URI for a role of the schema, or for the owner.
  package func url(role: String? = nil) -> String {
    TestServer.url(database: name, role: role)
  }

  /// How to connect as a role, or as the owner.
  package func settings(
    role: String? = nil, applicationName: String = "test"
  ) -> ConnectionSettings {
    ConnectionSettings(url: url(role: role), applicationName: applicationName)
  }

  /// A pool of connections as a role.
  package func connect(as role: String, poolSize: Int = 4) -> Database {
    Database(settings(role: role), poolSize: poolSize)
  }

  /// Waits until every transaction that writes now, anywhere on the server, has ended: nothing can
  /// come to stand before what was written so far. Returns false where it takes too long.
  package func settle() async throws -> Bool {
    let end: TransactionID? = try await owner.value(
      "SELECT pg_snapshot_xmax(pg_current_snapshot())")
    return try await eventually {
      try await owner.value("SELECT pg_snapshot_xmin(pg_current_snapshot()) >= \(end)") == true
    }
  }

  /// Puts the clock that SQL asks ahead of the true time, for every session of this database.
  package func fastForward(seconds: Int) async throws {
    try await owner.execute(
      """
      CREATE OR REPLACE FUNCTION public.clock_now() RETURNS timestamptz
      LANGUAGE sql STABLE PARALLEL SAFE
      RETURN statement_timestamp() + make_interval(secs => \(unsafe: String(seconds)))
      """)
  }

  /// Runs `body` with a fresh database as ``current``.
  static func with(_ body: () async throws -> Void) async throws {
    let database = try await TestServer.shared.create()
    do {
      try await $bound.withValue(database) { try await body() }
    } catch {
      try await TestServer.shared.drop(database)
      throw error
    }
    try await TestServer.shared.drop(database)
  }
}
