import Domain
import Postgres
import Relay

/// Compares the ledger with its seals, and reads both in their order.
enum AuditQueries {
  /// The seals behind this one, in order, at most `limit`.
  static func links(
    after number: Int64, limit: Int, _ session: some Session
  ) async throws -> [ChainLink] {
    try await session.query(
      """
      SELECT number, encode(hash, 'hex'), encode(previous, 'hex'), events, last_xid, last_id,
        sealed_at,
        hash = ledger.seal_hash(number, sealed_at, previous, xids, ids, digests)
          AND (last_xid, last_id, events) = (xids[events], ids[events], cardinality(ids))
      FROM ledger.seals
      WHERE number > \(number)
      ORDER BY number
      LIMIT \(limit)
      """, as: ChainLink.self)
  }

  /// Where the events that a seal has and those that the ledger has behind `place` up to the
  /// seal's end are not the same, in order.
  static func differences(
    in link: ChainLink, after place: LedgerPosition, _ session: some Session
  ) async throws -> [Difference] {
    try await session.query(
      """
      SELECT xid, id, encode(sealed.digest, 'hex'), encode(present.digest, 'hex')
      FROM (
        SELECT line.xid, line.id, line.digest
        FROM ledger.seals AS seal
        CROSS JOIN unnest(seal.xids, seal.ids, seal.digests) AS line (xid, id, digest)
        WHERE seal.number = \(link.seal.number)
      ) AS sealed
      FULL JOIN (
        SELECT event.xid, event.id, ledger.digest(event) AS digest
        FROM ledger.events AS event
        WHERE \(isBetween(place, link.end))
      ) AS present USING (xid, id)
      WHERE sealed.digest IS DISTINCT FROM present.digest
      ORDER BY xid, id
      """, as: Difference.self)
  }

  /// Where the events of these numbers stand now, and what they say.
  static func present(
    _ ids: [Int64], _ session: some Session
  ) async throws -> [Fingerprint] {
    try await session.query(
      """
      SELECT event.xid, event.id, encode(ledger.digest(event), 'hex')
      FROM ledger.events AS event
      WHERE event.id = ANY (\(ids))
      ORDER BY event.id
      """, as: Fingerprint.self)
  }

  /// How many events are behind this place, and since when the oldest of them waits.
  static func unsealed(
    after place: LedgerPosition, _ session: some Session
  ) async throws -> Unsealed? {
    try await session.first(
      """
      SELECT count(*), min(at)
      FROM ledger.events
      WHERE (xid, id) > (\(TransactionID(place.transaction)), \(place.id))
      """)
  }

  /// The events behind one place and not behind another, in order, at most `limit`, each as a line
  /// of the export; with no end, those whose order is final.
  static func lines(
    after place: LedgerPosition, upTo end: LedgerPosition?, limit: Int, _ session: some Session
  ) async throws -> [ExportLine] {
    let condition =
      end.map { isBetween(place, $0) } ?? """
        (event.xid, event.id) > (\(TransactionID(place.transaction)), \(place.id))
          AND event.xid < pg_snapshot_xmin(pg_current_snapshot())
        """
    return try await session.query(
      """
      SELECT event.xid, event.id,
        format('{"position":"%s-%s","event":%s}', event.xid, event.id, ledger.canonical(event))
      FROM ledger.events AS event
      WHERE \(condition)
      ORDER BY event.xid, event.id
      LIMIT \(limit)
      """, as: ExportLine.self)
  }

  /// The last condition follows from the others. Only by it does the planner know that these are
  /// few events, and does not read the whole ledger for each seal.
  private static func isBetween(_ place: LedgerPosition, _ end: LedgerPosition) -> Query {
    let (first, last) = (TransactionID(place.transaction), TransactionID(end.transaction))
    return """
      (event.xid, event.id) > (\(first), \(place.id))
        AND (event.xid, event.id) <= (\(last), \(end.id))
        AND event.xid BETWEEN \(first) AND \(last)
      """
  }
}
