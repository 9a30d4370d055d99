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
  /// seal's end are not the same, in order. To the ledger belong `filed` events, which were read
  /// from the files of these archives; what is in other archives is not missed.
  static func differences(
    in link: ChainLink, after place: LedgerPosition, filed: [Fingerprint], archives: [Int64],
    _ session: some Session
  ) async throws -> [Difference] {
    try await session.query(
      """
      SELECT xid, id, encode(sealed.digest, 'hex'), encode(present.digest, 'hex')
      FROM (\(sealed(link))) AS sealed
      FULL JOIN (
        SELECT event.xid, event.id, ledger.digest(event) AS digest
        FROM ledger.events AS event
        WHERE \(isBetween(place, link.end))
        UNION ALL
        SELECT xid, id, decode(digest, 'hex')
        FROM unnest(
          \(filed.map { TransactionID($0.position.transaction) }), \(filed.map(\.position.id)),
          \(filed.map(\.digest))
        ) AS filed (xid, id, digest)
      ) AS present USING (xid, id)
      WHERE sealed.digest IS DISTINCT FROM present.digest
        AND NOT (
          present.digest IS NULL
          AND EXISTS (
            SELECT
            FROM ledger.archived_events AS archived
            WHERE archived.id = sealed.id
              AND archived.xid = sealed.xid
              AND archived.archive <> ALL (\(archives))
          )
        )
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
        \(text)
      FROM ledger.events AS event
      WHERE \(condition)
      ORDER BY event.xid, event.id
      LIMIT \(limit)
      """, as: ExportLine.self)
  }

  /// The archive of a file of this name, as the database remembers it.
  static func archive(file: String, _ session: some Session) async throws -> KnownArchive? {
    try await session.first(
      "SELECT number, encode(sha256, 'hex') FROM ledger.archives WHERE file = \(file)")
  }

  /// How many events are in archives other than these.
  static func archived(except archives: [Int64], _ session: some Session) async throws -> Int {
    try await session.value(
      """
      SELECT coalesce(sum(events), 0)::bigint
      FROM ledger.archives
      WHERE number <> ALL (\(archives))
      """) ?? 0
  }

  /// The archives of which not all that was archived is kept for reports, or more, in words.
  static func miscounted(_ session: some Session) async throws -> [String] {
    try await session.values(
      """
      SELECT format('archive %s: %s events were archived, %s are kept for reports',
        archive.number, archive.events, kept.events)
      FROM ledger.archives AS archive
      CROSS JOIN LATERAL (
        SELECT count(*) AS events
        FROM ledger.archived_events AS event
        WHERE event.archive = archive.number
      ) AS kept
      WHERE kept.events <> archive.events
      ORDER BY archive.number
      """)
  }

  /// `event` as a line of the export.
  static let text: Query = """
    format('{"position":"%s-%s","event":%s}', event.xid, event.id, ledger.canonical(event))
    """

  /// What a seal has: places and digests.
  static func sealed(_ link: ChainLink) -> Query {
    """
    SELECT line.xid, line.id, line.digest
      FROM ledger.seals AS seal
      CROSS JOIN unnest(seal.xids, seal.ids, seal.digests) AS line (xid, id, digest)
      WHERE seal.number = \(link.seal.number)
    """
  }

  /// The last condition follows from the others. Only by it does the planner know that these are
  /// few events, and does not read the whole ledger for each seal.
  static func isBetween(_ place: LedgerPosition, _ end: LedgerPosition) -> Query {
    let (first, last) = (TransactionID(place.transaction), TransactionID(end.transaction))
    return """
      (event.xid, event.id) > (\(first), \(place.id))
        AND (event.xid, event.id) <= (\(last), \(end.id))
        AND event.xid BETWEEN \(first) AND \(last)
      """
  }
}
