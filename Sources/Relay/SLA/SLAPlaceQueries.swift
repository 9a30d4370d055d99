import Domain
import Postgres

/// How far the clocks have followed the ledger.
enum SLAPlaceQueries {
  /// Whether events wait behind the place. It locks nothing.
  static func hasNews(_ session: some Session) async throws -> Bool {
    try await session.value(
      """
      SELECT \(LedgerQueries.hasEvents(behind: "place.xid, place.id"))
      FROM response.sla_place AS place
      """) ?? false
  }

  /// The place, which is ours until the transaction ends; nil where another program has it.
  static func lock(_ transaction: Transaction) async throws -> LedgerPosition? {
    try await transaction.first(
      """
      SELECT xid, id
      FROM response.sla_place
      FOR UPDATE SKIP LOCKED
      """, as: Pair<TransactionID, Int64>.self
    ).map { LedgerPosition(transaction: $0.first.number, id: $0.second) }
  }

  /// The places of the events behind a place, in the order of the feed, at most `limit`. Nothing
  /// can come to stand between them later.
  static func places(
    after place: LedgerPosition, limit: Int, _ transaction: Transaction
  ) async throws -> [LedgerPosition] {
    try await transaction.query(
      """
      SELECT xid, id
      FROM ledger.events
      WHERE (xid, id) > (\(TransactionID(place.transaction)), \(place.id))
        AND xid < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY xid, id
      LIMIT \(limit)
      """, as: Pair<TransactionID, Int64>.self
    ).map { LedgerPosition(transaction: $0.first.number, id: $0.second) }
  }

  /// Keeps the place. The transaction must have it locked.
  static func move(to place: LedgerPosition, _ transaction: Transaction) async throws {
    try await transaction.execute(
      """
      UPDATE response.sla_place
      SET xid = \(TransactionID(place.transaction)),
        id = \(place.id)
      """)
  }

  /// Keeps an event that could not be applied, for a person to look at.
  static func fail(_ eventID: Int64, _ error: String, _ transaction: Transaction) async throws {
    try await transaction.execute(
      """
      INSERT INTO response.sla_failures (event_id, error)
      VALUES (\(eventID), \(error))
      ON CONFLICT (event_id) DO NOTHING
      """)
  }
}
