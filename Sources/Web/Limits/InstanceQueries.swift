import Postgres

/// Asks the server for the sessions of a service.
enum InstanceQueries {
  /// How many sessions of this name there are in this database. Of its own role anybody may see the
  /// sessions.
  static func count(_ name: String, _ session: some Session) async throws -> Int? {
    let row: Count? = try await session.first(
      """
      SELECT count(*)
      FROM pg_stat_activity
      WHERE application_name = \(name) AND datname = current_database()
      """)
    return row?.count
  }

  private struct Count: RowDecodable {
    let count: Int

    init(row: inout Row) throws(ColumnMismatch) { count = Int(try row.next(Int64.self)) }
  }
}
