import Postgres

/// Seals the ledger.
enum SealQueries {
  /// Whether events wait for their seal. It locks nothing.
  static func hasNews(_ session: some Session) async throws -> Bool {
    try await session.value(
      """
      WITH last AS (
        \(last)
      )
      SELECT \(LedgerQueries.hasEvents(behind: end))
      """) ?? false
  }

  /// Makes this transaction the one that seals; false where another one does. The number is
  /// arbitrary.
  static func lock(_ transaction: Transaction) async throws -> Bool {
    try await transaction.value("SELECT pg_try_advisory_xact_lock(4116927002)") ?? false
  }

  /// Seals the next events in the order of the feed, at most `limit`; nil where there are none.
  /// Nothing can come to stand between them later, so each is sealed once, however late its
  /// transaction commits.
  ///
  /// The transaction must have the lock since a statement before: only then is the last seal in
  /// sight.
  static func seal(limit: Int, _ transaction: Transaction) async throws -> SealedBatch? {
    try await transaction.first(
      """
      WITH last AS (
        \(last)
      ), batch AS (
        SELECT event.xid, event.id, ledger.digest(event) AS digest
        FROM ledger.events AS event
        WHERE \(LedgerQueries.isFinal(behind: end))
        ORDER BY event.xid, event.id
        LIMIT \(limit)
      ), link AS (
        SELECT
          coalesce((SELECT number FROM last), 0) + 1 AS number,
          coalesce((SELECT hash FROM last), decode(repeat('00', 32), 'hex')) AS previous,
          public.clock_now() AS sealed_at,
          array_agg(xid ORDER BY xid, id) AS xids,
          array_agg(id ORDER BY xid, id) AS ids,
          array_agg(digest ORDER BY xid, id) AS digests
        FROM batch
        HAVING count(*) > 0
      )
      INSERT INTO ledger.seals (number, sealed_at, previous, xids, ids, digests, hash)
      SELECT number, sealed_at, previous, xids, ids, digests,
        ledger.seal_hash(number, sealed_at, previous, xids, ids, digests)
      FROM link
      RETURNING number, encode(hash, 'hex'), events
      """)
  }

  /// The end of the chain, if it has begun.
  private static let last: Query = """
    SELECT number, hash, last_xid, last_id
    FROM ledger.seals
    ORDER BY number DESC
    LIMIT 1
    """

  /// The place of the last sealed event, by `last`.
  private static let end: Query = """
    coalesce((SELECT last_xid FROM last), '0'), coalesce((SELECT last_id FROM last), 0)
    """
}

/// What was sealed at once.
struct SealedBatch: RowDecodable {
  let seal: Seal
  /// How many events.
  let events: Int

  init(row: inout Row) throws(ColumnMismatch) {
    seal = try Seal(row: &row)
    events = try row.next()
  }
}
