import DatabaseTesting
import Postgres

/// What the server of the tests says of itself and of its sessions.
enum PoolerQueries {
  /// The folder of its socket, and its port.
  static func address() async throws -> (socket: String, port: String) {
    let owner = TestDatabase.current.owner
    let sockets: String? = try await owner.value(
      "SELECT current_setting('unix_socket_directories')")
    let port: String? = try await owner.value("SELECT current_setting('port')")
    return (sockets?.split(separator: ",").first.map(String.init) ?? "", port ?? "")
  }

  /// The ids of all tickets.
  static func ticketIDs() async throws -> [Int] {
    try await TestDatabase.current.owner.values("SELECT id FROM intake.tickets ORDER BY id")
  }

  /// How many backends a role has in the test's database.
  static func backends(of role: String) async throws -> Int {
    try await TestDatabase.current.owner.value(
      """
      SELECT count(*)
      FROM pg_stat_activity
      WHERE usename = \(role)
        AND datname = current_database()
      """) ?? 0
  }
}
