import DatabaseTesting
import Postgres

/// How many rows were written, and by how many transactions.
struct StoredCommits: RowDecodable, Equatable {
  let tickets: Int
  let escalations: Int
  /// Transactions that wrote to the ledger.
  let commits: Int

  init(row: inout Row) throws(ColumnMismatch) {
    tickets = try row.next()
    escalations = try row.next()
    commits = try row.next()
  }

  static func all() async throws -> StoredCommits? {
    try await TestDatabase.current.owner.first(
      """
      SELECT
        (SELECT count(*) FROM intake.tickets),
        (SELECT count(*) FROM relay.escalations),
        (SELECT count(DISTINCT xid) FROM ledger.events)
      """)
  }
}
