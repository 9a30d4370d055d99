import Domain
import Postgres

/// Reads `ledger.events` in the order of the feed.
///
/// Every transaction below a snapshot's xmin has ended, and every one that begins later is above
/// it: nothing can come to stand before what was shown, however late it commits. Who writes for
/// long, anywhere on the server, holds back what began after him.
enum FeedQueries {
  /// The events behind a place, in order, at most `limit`. Those of tokens are not for everybody
  /// who may read the feed.
  static func events(
    after position: LedgerPosition, limit: Int, _ session: some Session
  ) async throws -> [FeedEvent] {
    try await session.query(
      """
      SELECT xid, \(LedgerEvent.columns)
      FROM ledger.events
      WHERE (xid, id) > (\(TransactionID(position.transaction)), \(position.id))
        AND xid < pg_snapshot_xmin(pg_current_snapshot())
        AND kind NOT LIKE 'token.%'
      ORDER BY xid, id
      LIMIT \(limit)
      """, as: FeedEvent.self)
  }

  /// The place behind everything that can be shown now.
  static func end(_ session: some Session) async throws -> LedgerPosition {
    let transaction: TransactionID? = try await session.value(
      "SELECT pg_snapshot_xmin(pg_current_snapshot())")
    return LedgerPosition(transaction: transaction?.number ?? 0, id: 0)
  }
}
