import Postgres
import Relay

/// The promises as queries over what was sent and what was stored: each returns a line for every
/// row that breaks one.
enum ChaosCheckQueries {
  /// Makes the session's own tables of what was sent.
  static func createTables(_ session: Connection) async throws {
    try await session.execute(
      """
      CREATE TEMPORARY TABLE sent_tickets (
        number bigint PRIMARY KEY,
        title text NOT NULL,
        description text NOT NULL,
        key text,
        is_high boolean NOT NULL
      )
      """)
    try await session.execute(
      """
      CREATE TEMPORARY TABLE sent_answers (
        number bigint NOT NULL,
        ticket_id bigint NOT NULL
      )
      """)
    try await session.execute(
      """
      CREATE TEMPORARY TABLE sent_changes (
        key text PRIMARY KEY,
        ticket_id bigint NOT NULL,
        status text,
        priority text,
        is_answered boolean NOT NULL
      )
      """)
  }

  /// Tells the planner how large they are.
  static func analyzeTables(_ session: Connection) async throws {
    try await session.execute("ANALYZE sent_tickets, sent_answers, sent_changes, heard_messages")
  }

  /// Adds tickets and their answers; the first has this number.
  static func insert(
    _ tickets: ArraySlice<SentTicket>, from first: Int, _ session: Connection
  ) async throws {
    try await session.execute(
      """
      INSERT INTO sent_tickets (number, title, description, key, is_high)
      SELECT position + \(first) - 1, title, description, key, is_high
      FROM unnest(
        \(tickets.map(\.title)),
        \(tickets.map(\.description)),
        \(tickets.map(\.key)),
        \(tickets.map(\.isHigh))
      ) WITH ORDINALITY AS sent (title, description, key, is_high, position)
      """)
    let answers = zip(first..., tickets).flatMap { number, ticket in
      ticket.answers.map { (number: number, id: $0) }
    }
    try await session.execute(
      """
      INSERT INTO sent_answers (number, ticket_id)
      SELECT number, ticket_id
      FROM unnest(\(answers.map(\.number)), \(answers.map(\.id))) AS answer (number, ticket_id)
      """)
  }

  /// Adds changes.
  static func insert(_ changes: ArraySlice<SentChange>, _ session: Connection) async throws {
    try await session.execute(
      """
      INSERT INTO sent_changes (key, ticket_id, status, priority, is_answered)
      SELECT key, ticket_id, status, priority, is_answered
      FROM unnest(
        \(changes.map(\.requestID)),
        \(changes.map(\.ticketID)),
        \(changes.map(\.status)),
        \(changes.map(\.priority)),
        \(changes.map(\.isAnswered))
      ) AS sent (key, ticket_id, status, priority, is_answered)
      """)
  }

  static let checks: [(name: String, query: Query)] =
    [
      ("every 201 is in the database as it was sent", answersNotStored),
      ("every Idempotency-Key made exactly one ticket", keysWithoutOneTicket),
      ("every Idempotency-Key got an answer, and always the same", keysWithoutOneAnswer),
      ("no request without a key made two tickets", requestsWithTwoTickets),
      ("every ticket was sent by somebody", ticketsNobodySent),
      ("every high ticket has exactly one incident", ticketsWithoutOneIncident),
      ("every incident has a high ticket", incidentsWithoutHighTicket),
      ("no escalation is left in the relay", escalationsLeft),
      ("every answered change was made, once", changesNotMade),
      ("the ledger has an event for every change of a ticket", ticketsNotInLedger),
      ("the ledger has an event for every change of an incident", incidentsNotInLedger),
      ("every event is about what is there", eventsAboutNothing),
      ("every ticket and every incident has its SLA clocks", clocksMissing),
    ] + EscalationVerifyQueries.checks(grace: 60) + SLAVerifyQueries.checks(grace: 60)
    + ChaosDeliveryQueries.checks
}

// MARK: - SLA clocks

extension ChaosCheckQueries {
  /// The first policies promise two things of each, whatever its priority.
  private static let clocksMissing: Query = """
    SELECT format('%s %s has %s clocks', made.subject, made.id, count(clock.id))
    FROM (
      SELECT 'ticket', id FROM intake.tickets
      UNION ALL
      SELECT 'incident', id FROM response.incidents
    ) AS made (subject, id)
    LEFT JOIN response.sla_clocks AS clock
      ON clock.subject = made.subject
      AND clock.subject_id = made.id
      AND clock.state <> 'cancelled'
    GROUP BY made.subject, made.id
    HAVING count(clock.id) <> 2
    ORDER BY made.subject, made.id
    """
}

// MARK: - Tickets

extension ChaosCheckQueries {
  private static let answersNotStored: Query = """
    SELECT format('"%s" was answered as ticket %s, which is %s',
      sent.title, answer.ticket_id,
      CASE WHEN ticket.id IS NULL THEN 'not there' ELSE 'not as it was sent' END)
    FROM sent_answers AS answer
    JOIN sent_tickets AS sent ON sent.number = answer.number
    LEFT JOIN intake.tickets AS ticket ON ticket.id = answer.ticket_id
    WHERE ticket.id IS NULL
      OR ticket.title <> sent.title
      OR ticket.description <> sent.description
      OR (sent.is_high AND ticket.priority <> 'high')
    ORDER BY answer.ticket_id, sent.number
    """

  private static let keysWithoutOneTicket: Query = """
    SELECT format('key "%s" has %s tickets', sent.key, count(ticket.id))
    FROM sent_tickets AS sent
    LEFT JOIN intake.tickets AS ticket ON ticket.title = sent.title
    WHERE sent.key IS NOT NULL
    GROUP BY sent.number
    HAVING count(ticket.id) <> 1
    ORDER BY sent.number
    """

  private static let keysWithoutOneAnswer: Query = """
    SELECT format('key "%s" was answered as %s', sent.key,
      coalesce(
        string_agg('ticket ' || answer.ticket_id, ', ' ORDER BY answer.ticket_id, answer.number),
        'nothing'))
    FROM sent_tickets AS sent
    LEFT JOIN sent_answers AS answer ON answer.number = sent.number
    WHERE sent.key IS NOT NULL
    GROUP BY sent.number
    HAVING count(answer.ticket_id) <> 1
    ORDER BY sent.number
    """

  private static let requestsWithTwoTickets: Query = """
    SELECT format('"%s" has %s tickets', sent.title, count(ticket.id))
    FROM sent_tickets AS sent
    JOIN intake.tickets AS ticket ON ticket.title = sent.title
    WHERE sent.key IS NULL
    GROUP BY sent.number
    HAVING count(ticket.id) > 1
    ORDER BY sent.number
    """

  private static let ticketsNobodySent: Query = """
    SELECT format('ticket %s: "%s"', ticket.id, ticket.title)
    FROM intake.tickets AS ticket
    WHERE NOT EXISTS (SELECT FROM sent_tickets AS sent WHERE sent.title = ticket.title)
    ORDER BY ticket.id
    """

  private static let changesNotMade: Query = """
    SELECT format('change "%s" of ticket %s, %s: %s events, %s',
      sent.key, sent.ticket_id,
      CASE WHEN sent.is_answered THEN 'answered' ELSE 'not answered' END,
      count(event.id),
      CASE WHEN made.id IS NULL THEN 'not to be seen' ELSE 'to be seen' END)
    FROM sent_changes AS sent
    LEFT JOIN intake.tickets AS made
      ON made.id = sent.ticket_id
      AND made.status = coalesce(sent.status, made.status)
      AND made.priority = coalesce(sent.priority, made.priority)
    LEFT JOIN ledger.events AS event
      ON event.ticket_id = sent.ticket_id
      AND event.request_id = sent.key
      AND event.kind = 'ticket.changed'
    GROUP BY sent.key, made.id
    HAVING count(event.id) > 1
      OR (sent.is_answered AND (made.id IS NULL OR count(event.id) = 0))
    ORDER BY sent.key
    """
}

// MARK: - Incidents

extension ChaosCheckQueries {
  private static let ticketsWithoutOneIncident: Query = """
    SELECT format('ticket %s has %s incidents', ticket.id, count(incident.id))
    FROM intake.tickets AS ticket
    LEFT JOIN response.incidents AS incident ON incident.ticket_id = ticket.id
    WHERE ticket.priority = 'high'
    GROUP BY ticket.id
    HAVING count(incident.id) <> 1
    ORDER BY ticket.id
    """

  private static let incidentsWithoutHighTicket: Query = """
    SELECT format('incident %s of ticket %s, which is %s',
      incident.id, incident.ticket_id, coalesce(ticket.priority, 'not there'))
    FROM response.incidents AS incident
    LEFT JOIN intake.tickets AS ticket ON ticket.id = incident.ticket_id
    WHERE ticket.priority IS DISTINCT FROM 'high'
    ORDER BY incident.id
    """

  private static let escalationsLeft: Query = """
    SELECT format('escalation %s of ticket %s, queued at %s, %s attempts%s',
      id, ticket_id, queued_at, attempts, ': ' || last_error)
    FROM relay.escalations
    ORDER BY id
    """
}

// MARK: - Ledger

extension ChaosCheckQueries {
  private static let ticketsNotInLedger: Query = """
    SELECT format('ticket %s, version %s: created %s times, changed %s times',
      ticket.id, ticket.version,
      count(event.id) FILTER (WHERE event.kind = 'ticket.created'),
      count(event.id) FILTER (WHERE event.kind = 'ticket.changed'))
    FROM intake.tickets AS ticket
    LEFT JOIN ledger.events AS event ON event.ticket_id = ticket.id
    GROUP BY ticket.id
    HAVING count(event.id) FILTER (WHERE event.kind = 'ticket.created') <> 1
      OR count(event.id) FILTER (WHERE event.kind = 'ticket.changed') <> ticket.version - 1
    ORDER BY ticket.id
    """

  private static let incidentsNotInLedger: Query = """
    SELECT format('incident %s, version %s: opened %s times, %s changes in all',
      incident.id, incident.version,
      count(event.id) FILTER (WHERE event.kind = 'incident.opened'), count(event.id))
    FROM response.incidents AS incident
    LEFT JOIN ledger.events AS event ON event.incident_id = incident.id
      AND event.kind NOT IN ('incident.escalated', 'incident.escalation_exhausted')
    GROUP BY incident.id
    HAVING count(event.id) FILTER (WHERE event.kind = 'incident.opened') <> 1
      OR count(event.id) <> incident.version
    ORDER BY incident.id
    """

  private static let eventsAboutNothing: Query = """
    SELECT format('event %s, %s of ticket %s, incident %s',
      event.id, event.kind, event.ticket_id, event.incident_id)
    FROM ledger.events AS event
    LEFT JOIN intake.tickets AS ticket ON ticket.id = event.ticket_id
    LEFT JOIN response.incidents AS incident ON incident.id = event.incident_id
    WHERE (event.ticket_id IS NOT NULL AND ticket.id IS NULL)
      OR (event.incident_id IS NOT NULL AND incident.id IS NULL)
    ORDER BY event.id
    """
}
