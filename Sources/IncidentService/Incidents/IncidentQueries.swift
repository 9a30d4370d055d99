import Domain
import Postgres
import Relay
import Web

/// Reads and writes `response.incidents`.
enum IncidentQueries {
  /// Opens incidents for what `claim` takes out of the relay: one statement, one transaction, one
  /// round trip. Returns how long each waited, nil for a ticket that has an open incident already.
  /// A ticket that does not exist fails the whole statement by a foreign key violation.
  @Sendable static func open(
    _ claim: Query, _ database: Database
  ) async throws -> [Duration?] {
    let tickets: Query = """
      SELECT id, ticket_id, severity, rule, queued_at, actor, request_id, traceparent, address,
        NULL::jsonb
      FROM claimed
      """
    let waits: [Int64?] = try await database.commit(
      """
      WITH claimed AS (
        \(claim)
      ), \(opening(tickets))
      SELECT (extract(epoch FROM opened.created_at - opened.escalatable_at) * 1000000)::bigint
      FROM claimed
      LEFT JOIN opened ON opened.ticket_id = claimed.ticket_id
      """, as: Single<Int64?>.self
    ).map(\.value)
    return waits.map { $0.map { .microseconds($0) } }
  }

  /// Opens an incident for a ticket by hand; nil where it has an open one already. A ticket that
  /// does not exist is a foreign key violation.
  static func open(
    ticketID: Int64, _ origin: Origin, _ transaction: Transaction
  ) async throws -> Incident? {
    let ticket: Query = """
      SELECT
        1,
        \(ticketID),
        NULL::text,
        NULL::integer,
        public.clock_now(),
        \(origin.actor),
        \(origin.requestID),
        \(origin.traceParent?.description),
        \(origin.address?.description)::inet,
        NULL::jsonb
      """
    return try await transaction.first(
      """
      WITH \(opening(ticket))
      SELECT \(Incident.columns)
      FROM opened
      """)
  }

  /// Common table expressions that open an incident for each ticket that has none open, write its
  /// event, and start its escalation; `opened` has the incidents. The unique index decides, not a
  /// check.
  ///
  /// `tickets` selects an id (of several rows of a ticket, the first counts), ticket_id, severity
  /// (NULL: the ticket's priority), the version of the rule, when it became escalatable, actor,
  /// request_id, traceparent and address of the request that made it so, and as JSON the other
  /// tickets that it stands for.
  static func opening(_ tickets: Query) -> Query {
    let events: Query = """
      SELECT
        'incident.opened',
        opened.ticket_id,
        opened.id,
        wanted.actor,
        wanted.request_id,
        wanted.traceparent,
        wanted.address,
        NULL::jsonb,
        jsonb_strip_nulls(jsonb_build_object(
          'severity', opened.severity, 'status', opened.status,
          'rule', rule.name, 'rule_version', rule.version, 'tickets', wanted.tickets))
      FROM opened
      JOIN wanted ON wanted.ticket_id = opened.ticket_id
      LEFT JOIN response.escalation_rules AS rule ON rule.version = opened.rule
      ORDER BY opened.id
      """
    return """
      wanted AS (
        SELECT DISTINCT ON (ticket_id)
          ticket_id, severity, rule, escalatable_at, actor, request_id, traceparent, address,
          tickets
        FROM (
          \(tickets)
        ) AS ticket (
          id, ticket_id, severity, rule, escalatable_at, actor, request_id, traceparent, address,
          tickets
        )
        ORDER BY ticket_id, id
      ), opened AS (
        INSERT INTO response.incidents
          (ticket_id, title, description, severity, rule, escalatable_at, own_escalatable_at)
        SELECT
          coalesce(ticket.id, response.refuse_missing_ticket(wanted.ticket_id)),
          ticket.title,
          ticket.description,
          coalesce(wanted.severity, ticket.priority),
          wanted.rule,
          wanted.escalatable_at,
          wanted.escalatable_at
        FROM wanted
        LEFT JOIN intake.tickets AS ticket ON ticket.id = wanted.ticket_id
        ORDER BY ticket.id
        ON CONFLICT (ticket_id) WHERE status IN ('open', 'acknowledged') OR holds_ticket
          DO NOTHING
        RETURNING \(Incident.columns), escalatable_at
      ), \(LedgerQueries.appending(events)), \(EscalationRunQueries.starting)
      """
  }

  /// The incidents of these ids, for a ``SharedLookup``.
  @Sendable static func find(_ ids: [Int64]) -> Query {
    """
    SELECT \(Incident.columns)
    FROM response.incidents
    WHERE id = ANY (\(ids))
    """
  }

  /// Those of the incidents that are there and not merged, by id, which nobody else can change
  /// until the transaction ends.
  ///
  /// Nobody waits in a circle: several are locked in the order of their ids, and a merged one never
  /// without its survivor, which is locked first. So who comes here has merges held off before.
  static func lock(_ ids: [Int64], _ transaction: Transaction) async throws -> [Incident] {
    try await transaction.query(
      """
      SELECT \(Incident.columns)
      FROM response.incidents
      WHERE id = ANY (\(ids))
        AND merged_into IS NULL
      ORDER BY id
      FOR UPDATE
      """, as: Incident.self)
  }

  /// The open incident of a ticket; there is at most one. Where the ticket's own was merged, it is
  /// the survivor.
  static func findOpen(ticketID: Int64, _ session: some Session) async throws -> Incident? {
    try await session.first(
      """
      SELECT \(Incident.columns)
      FROM response.incidents
      WHERE id IN (SELECT incident_id FROM response.incident_tickets WHERE ticket_id = \(ticketID))
        AND status IN ('open', 'acknowledged')
      """)
  }

  /// The condition that an incident is one of a ticket: made of it, or the survivor of one.
  static func isOf(ticketID: Int64) -> Query {
    """
    id = ANY (ARRAY(
          SELECT unnest(ARRAY[id, merged_into])
          FROM response.incidents
          WHERE ticket_id = \(ticketID)
        ))
    """
  }

  /// Incidents that match, newest first, from behind the cursor on: one more than the page holds,
  /// so that it is known whether there is another.
  static func list(_ conditions: [Query], _ page: PageRequest) -> Query {
    ListQueries.newestFirst(
      Incident.columns, from: "response.incidents", where: conditions, behind: page.place,
      limit: page.rowsToFetch)
  }
}
