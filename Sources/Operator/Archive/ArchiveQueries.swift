import Domain
import Postgres
import Relay

/// Moves a month of the ledger to `ledger.archives`, inside one transaction.
enum ArchiveQueries {
  /// Whether every month before this one is older than the month before the current one: by then
  /// nobody repeats a request, and no message is waiting, that is about it.
  static func mayGo(before first: Month, _ session: some Session) async throws -> Bool {
    try await session.value(
      """
      SELECT \(beginning(first))
        <= date_trunc('month', timezone('UTC', public.clock_now())) - interval '1 month'
      """) ?? false
  }

  /// The months that the ledger has before this one, oldest first.
  static func months(before first: Month, _ session: some Session) async throws -> [String] {
    try await session.values(
      """
      SELECT to_char(month, 'YYYY-MM')
      FROM (
        SELECT to_date(substr(part.relname, 8), 'YYYY_MM') AS month
        FROM pg_inherits AS tree
        JOIN pg_class AS part ON part.oid = tree.inhrelid
        WHERE tree.inhparent = 'ledger.events'::regclass
          AND part.relname ~ '^events_\\d{4}_\\d{2}$'
      ) AS part
      WHERE month < \(beginning(first))
      GROUP BY month
      ORDER BY month
      """)
  }

  /// Keeps everybody from writing to a month, and other archivers from anything, until the
  /// transaction ends; false where another one is at work.
  static func lock(_ month: Month, _ transaction: Transaction) async throws -> Bool {
    try await transaction.execute("SET LOCAL statement_timeout = 0")
    try await transaction.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    try await transaction.execute("SET LOCAL jit = off")
    guard try await transaction.value("SELECT pg_try_advisory_xact_lock(4116927004)") ?? false
    else { return false }
    let table = "ledger.events_\(month.description.replacing("-", with: "_"))"
    try await transaction.execute("LOCK TABLE \(unsafe: table) IN SHARE MODE")
    return true
  }

  /// The places of the first and the last event of a month; nil where there is none.
  static func extent(of month: Month, _ session: some Session) async throws -> ArchiveExtent? {
    try await session.first(
      """
      SELECT oldest.xid, oldest.id, newest.xid, newest.id
      FROM (
        SELECT event.xid, event.id
        FROM ledger.events AS event
        WHERE \(isIn(month))
        ORDER BY event.xid, event.id
        LIMIT 1
      ) AS oldest
      CROSS JOIN (
        SELECT event.xid, event.id
        FROM ledger.events AS event
        WHERE \(isIn(month))
        ORDER BY event.xid DESC, event.id DESC
        LIMIT 1
      ) AS newest
      """)
  }

  /// Why events up to there must stay, in words; nil where they need not.
  static func obstacle(
    to extent: ArchiveExtent, _ session: some Session
  ) async throws -> String? {
    let (xid, id) = (TransactionID(extent.last.transaction), extent.last.id)
    let reasons: [String] = try await session.values(
      """
      SELECT reason
      FROM (
        VALUES
          (1, NOT EXISTS (
            SELECT FROM ledger.seals WHERE (last_xid, last_id) >= (\(xid), \(id))
          ), 'it is not sealed yet'),
          (2, (SELECT (xid, id) < (\(xid), \(id)) FROM response.sla_place),
            'SLA clocks do not know it yet'),
          (3, (SELECT xid <= \(xid) FROM response.delivery_place),
            'webhooks do not know it yet')
      ) AS obstacle (id, stands, reason)
      WHERE stands
      ORDER BY id
      """)
    return reasons.first
  }

  /// How the file of a month is called. What comes to a month when it has been archived, because a
  /// clock went wrong, goes to another file.
  static func fileName(of month: Month, _ session: some Session) async throws -> String {
    let earlier: Int =
      try await session.value(
        "SELECT count(*) FROM ledger.archives WHERE month = \(beginning(month))::date") ?? 0
    return "ledger-\(month)\(earlier == 0 ? "" : "-\(earlier + 1)").ndjson.gz"
  }

  /// The end and the number of the last seal before all these events; the beginning where there is
  /// none.
  static func start(
    of extent: ArchiveExtent, _ session: some Session
  ) async throws -> (place: LedgerPosition, number: Int64) {
    let (xid, id) = (TransactionID(extent.first.transaction), extent.first.id)
    let last: ArchiveStart? = try await session.first(
      """
      SELECT last_xid, last_id, number
      FROM ledger.seals
      WHERE (last_xid, last_id) < (\(xid), \(id))
      ORDER BY number DESC
      LIMIT 1
      """)
    return last.map { ($0.place, $0.number) } ?? (.start, 0)
  }

  /// The events of a month between a place and the end of a seal, in order, each as a line of the
  /// export, and with what the seal has of it.
  static func lines(
    of month: Month, in link: ChainLink, after place: LedgerPosition, _ session: some Session
  ) async throws -> [SealedLine] {
    try await session.query(
      """
      SELECT event.xid, event.id, \(AuditQueries.text),
        encode(ledger.digest(event), 'hex'), encode(sealed.digest, 'hex')
      FROM ledger.events AS event
      LEFT JOIN (\(AuditQueries.sealed(link))) AS sealed
        ON sealed.xid = event.xid
        AND sealed.id = event.id
      WHERE \(AuditQueries.isBetween(place, link.end))
        AND \(isIn(month))
      ORDER BY event.xid, event.id
      """, as: SealedLine.self)
  }

  /// Keeps what reports need of a month, and notes its file; returns how many events it has.
  static func keep(
    _ month: Month, _ extent: ArchiveExtent, file: String, sum: String, events: Int64,
    _ transaction: Transaction
  ) async throws -> Int {
    let (first, last) = (extent.first, extent.last)
    return try await transaction.execute(
      """
      WITH archive AS (
        INSERT INTO ledger.archives
          (month, events, first_xid, first_id, last_xid, last_id, file, sha256)
        VALUES (
          \(beginning(month))::date, \(events), \(TransactionID(first.transaction)), \(first.id),
          \(TransactionID(last.transaction)), \(last.id), \(file), decode(\(sum), 'hex'))
        RETURNING number
      )
      INSERT INTO ledger.archived_events (
        id, xid, at, archive, kind, ticket_id, incident_id, status, status_before, category,
        category_before, priority, priority_before, severity, severity_before, assignee,
        sets_assignee, source, decided_by, ruleset, visibility, is_answer, acknowledged_at,
        resolved_at, created_at, merged_into, absorbed, rule_version, rule, escalatable_at,
        backlog_change, sla_metric)
      SELECT event.id, event.xid, event.at, archive.number, event.kind, event.ticket_id,
        event.incident_id, coalesce(ticket.status, incident.status),
        coalesce(ticket.status_before, incident.status_before), ticket.category,
        ticket.category_before, ticket.priority, ticket.priority_before, incident.severity,
        incident.severity_before, coalesce(ticket.assignee, incident.assignee),
        coalesce(ticket.sets_assignee, incident.sets_assignee), ticket.source, ticket.decided_by,
        ticket.ruleset, ticket.visibility, ticket.is_answer, incident.acknowledged_at,
        incident.resolved_at, incident.created_at, incident.merged_into, incident.absorbed,
        incident.rule_version, incident.rule, incident.escalatable_at,
        coalesce(ticket.backlog_change, incident.backlog_change),
        coalesce(ticket.sla_metric, incident.sla_metric)
      FROM ledger.events AS event
      CROSS JOIN archive
      LEFT JOIN reporting.ticket_events AS ticket
        ON ticket.id = event.id
        AND \(isIn(month, "ticket.at"))
      LEFT JOIN reporting.incident_events AS incident
        ON incident.id = event.id
        AND \(isIn(month, "incident.at"))
      WHERE \(isIn(month))
      """)
  }

  /// Takes the month out of the ledger, as soon as nobody reads that; false where somebody does for
  /// too long.
  static func drop(_ month: Month, _ transaction: Transaction) async throws -> Bool {
    try await transaction.value("SELECT ledger.drop_month(\(beginning(month)))") ?? false
  }

  private static func beginning(_ month: Month) -> Query { "\(month.beginning)::text::timestamp" }

  /// Whether it was in a month, by a condition that leads to the part of the ledger.
  private static func isIn(_ month: Month, _ at: Query = "event.at") -> Query {
    """
    \(at) >= timezone('UTC', \(beginning(month)))
      AND \(at) < timezone('UTC', \(beginning(month)) + interval '1 month')
    """
  }
}
