import Domain
import Postgres
import Relay
import Web

/// A ticket that is to become an incident, from the relay or by hand.
struct Opening: Sendable {
  let ticketID: Int64
  /// nil: the ticket's own priority.
  let severity: Priority?
  /// When the ticket became escalatable; nil: now.
  let escalatableAt: Instant?
  let origin: Origin
}

/// An incident that was just opened, and when its ticket had become escalatable.
struct OpenedIncident: RowDecodable {
  let incident: Incident
  let escalatableAt: Instant

  init(row: inout Row) throws(ColumnMismatch) {
    incident = try Incident(row: &row)
    escalatableAt = try row.next()
  }
}

/// Reads and writes `response.incidents`.
enum IncidentQueries {
  /// Opens an incident for each ticket that has none open, in one statement. The unique index
  /// decides, not a check; a ticket that does not exist opens nothing.
  static func open(
    _ openings: [Opening], _ transaction: Transaction
  ) async throws -> [OpenedIncident] {
    try await transaction.query(
      """
      INSERT INTO response.incidents
        (ticket_id, title, description, severity, escalatable_at)
      SELECT
        ticket.id,
        ticket.title,
        ticket.description,
        coalesce(opening.severity, ticket.priority),
        coalesce(opening.escalatable_at, public.clock_now())
      FROM unnest(
        \(openings.map(\.ticketID)),
        \(openings.map(\.severity)),
        \(openings.map(\.escalatableAt))
      ) WITH ORDINALITY AS opening (ticket_id, severity, escalatable_at, position)
      JOIN intake.tickets AS ticket ON ticket.id = opening.ticket_id
      ORDER BY opening.position
      ON CONFLICT (ticket_id) WHERE status IN ('open', 'acknowledged') DO NOTHING
      RETURNING \(Incident.columns), escalatable_at
      """, as: OpenedIncident.self)
  }

  /// Which of these tickets do not exist.
  static func missingTickets(
    among ids: [Int64], _ session: some Session
  ) async throws -> [Int64] {
    try await session.values(
      """
      SELECT wanted.id
      FROM unnest(\(ids)) AS wanted (id)
      LEFT JOIN intake.tickets AS ticket ON ticket.id = wanted.id
      WHERE ticket.id IS NULL
      ORDER BY wanted.id
      """)
  }

  /// One incident; nil where there is none of that id.
  static func find(_ id: Int64, _ session: some Session) async throws -> Incident? {
    try await session.first(
      """
      SELECT \(Incident.columns)
      FROM response.incidents
      WHERE id = \(id)
      """)
  }

  /// The open incident of a ticket; there is at most one.
  static func findOpen(ticketID: Int64, _ session: some Session) async throws -> Incident? {
    try await session.first(
      """
      SELECT \(Incident.columns)
      FROM response.incidents
      WHERE ticket_id = \(ticketID)
        AND status IN ('open', 'acknowledged')
      """)
  }

  /// Incidents that match, newest first, from behind the cursor on: one more than the page holds,
  /// so that it is known whether there is another.
  static func list(
    _ filter: IncidentFilter, _ page: PageRequest, _ session: some Session
  ) async throws -> [Incident] {
    var conditions = filter.conditions
    if let cursor = page.cursor {
      conditions.append("(created_at, id) < (\(cursor.at), \(cursor.id))")
    }
    return try await session.query(
      """
      SELECT \(Incident.columns)
      FROM response.incidents
      WHERE \(Query.all(conditions))
      ORDER BY created_at DESC, id DESC
      LIMIT \(page.rowsToFetch)
      """, as: Incident.self)
  }

  /// Acknowledges an open incident; nil where it is not open, not there, or not of one of these
  /// versions (nil: any version).
  static func acknowledge(
    _ id: Int64, versions: [Int]?, _ transaction: Transaction
  ) async throws -> Incident? {
    try await transaction.first(
      """
      UPDATE response.incidents
      SET status = 'acknowledged',
        acknowledged_at = public.clock_now(),
        version = version + 1,
        updated_at = public.clock_now()
      WHERE id = \(id)
        AND status = 'open'
        AND (\(versions)::bigint[] IS NULL OR version = ANY (\(versions)))
      RETURNING \(Incident.columns)
      """)
  }

  /// Resolves an open or acknowledged incident; nil where it is neither, not there, or not of one
  /// of these versions (nil: any version).
  static func resolve(
    _ id: Int64, versions: [Int]?, _ transaction: Transaction
  ) async throws -> Incident? {
    try await transaction.first(
      """
      UPDATE response.incidents
      SET status = 'resolved',
        resolved_at = public.clock_now(),
        version = version + 1,
        updated_at = public.clock_now()
      WHERE id = \(id)
        AND status IN ('open', 'acknowledged')
        AND (\(versions)::bigint[] IS NULL OR version = ANY (\(versions)))
      RETURNING \(Incident.columns)
      """)
  }
}
