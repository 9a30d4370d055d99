package import Domain
package import Postgres

/// Reads `ledger.events` of one thing.
package enum EventQueries {
  /// Events that match, in the order of their ids, from behind this one on; at most `limit`.
  package static func list(
    _ condition: Query, after id: Int64?, limit: Int, _ session: some Session
  ) async throws -> [LedgerEvent] {
    try await session.query(
      """
      SELECT \(LedgerEvent.columns)
      FROM ledger.events
      WHERE \(condition)
        AND id > \(id ?? 0)
      ORDER BY id
      LIMIT \(limit)
      """, as: LedgerEvent.self)
  }
}
