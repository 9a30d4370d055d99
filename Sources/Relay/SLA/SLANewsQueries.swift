import Domain
import Postgres

/// Reads from the ledger what may change clocks.
enum SLANewsQueries {
  /// The condition that an event stands behind a place and not behind another one.
  static func isNews(after place: LedgerPosition, upTo end: LedgerPosition) -> Query {
    """
    (event.xid, event.id) > (\(TransactionID(place.transaction)), \(place.id))
      AND (event.xid, event.id) <= (\(TransactionID(end.transaction)), \(end.id))
    """
  }

  /// The changes of tickets and incidents that are news between these places; each with the earlier
  /// ones of the same ticket or incident whose turn was not taken yet, wherever they stand. In the
  /// order of their numbers, which is the order in which they happened.
  static func changes(
    after place: LedgerPosition, upTo end: LedgerPosition, _ transaction: Transaction
  ) async throws -> [SLANews] {
    try await transaction.query(
      """
      WITH changed AS (
        SELECT
          CASE WHEN event.kind LIKE 'ticket.%' THEN 'ticket' ELSE 'incident' END AS subject,
          CASE WHEN event.kind LIKE 'ticket.%' THEN event.ticket_id ELSE event.incident_id END
            AS subject_id,
          max(event.id) AS last
        FROM ledger.events AS event
        WHERE \(isNews(after: place, upTo: end))
          AND \(isChange)
        GROUP BY 1, 2
      ), subjects AS (
        SELECT changed.subject, changed.subject_id, changed.last,
          coalesce(turn.event_id, 0) AS turn
        FROM changed
        LEFT JOIN response.sla_turns AS turn
          ON turn.subject = changed.subject
          AND turn.subject_id = changed.subject_id
      )
      SELECT \(columns)
      FROM subjects AS subject
      JOIN LATERAL (
        SELECT \(eventColumns)
        FROM ledger.events AS event
        WHERE subject.subject = 'ticket'
          AND event.ticket_id = subject.subject_id
          AND event.incident_id IS NULL
          AND event.id > subject.turn
          AND event.id <= subject.last
          AND \(isChange)
        UNION ALL
        SELECT \(eventColumns)
        FROM ledger.events AS event
        WHERE subject.subject = 'incident'
          AND event.incident_id = subject.subject_id
          AND event.id > subject.turn
          AND event.id <= subject.last
          AND (\(isChange) OR event.kind = 'incident.opened')
      ) AS event ON TRUE
      ORDER BY event.id
      """, as: SLANews.self)
  }

  /// The answers to who reported tickets: public comments by somebody else, where a first response
  /// is still waited for.
  static func answers(
    after place: LedgerPosition, upTo end: LedgerPosition, _ transaction: Transaction
  ) async throws -> [SLANews] {
    try await transaction.query(
      """
      SELECT \(columns)
      FROM ledger.events AS event
      CROSS JOIN LATERAL (SELECT 'ticket', event.ticket_id) AS subject (subject, subject_id)
      WHERE \(isNews(after: place, upTo: end))
        AND \(isAnswer)
        AND EXISTS (
          SELECT
          FROM response.sla_clocks AS clock
          WHERE clock.subject = 'ticket'
            AND clock.subject_id = event.ticket_id
            AND clock.metric = 'first_response'
            AND clock.state <> 'cancelled'
            AND clock.stopped_at IS NULL
        )
      ORDER BY event.id
      """, as: SLANews.self)
  }

  /// Notes which changes were applied last. The transaction must have the place locked.
  static func takeTurns(_ news: [SLANews], _ transaction: Transaction) async throws {
    guard !news.isEmpty else { return }
    try await transaction.execute(
      """
      INSERT INTO response.sla_turns (subject, subject_id, event_id)
      SELECT subject, subject_id, max(event_id)
      FROM unnest(
        \(news.map(\.subjectKind)), \(news.map(\.subjectID)), \(news.map(\.eventID))
      ) AS applied (subject, subject_id, event_id)
      GROUP BY subject, subject_id
      ON CONFLICT (subject, subject_id) DO UPDATE
        SET event_id = greatest(sla_turns.event_id, excluded.event_id)
      """)
  }

  /// The category that a ticket had when an event happened.
  static let category: Query = latest("category")
}

extension SLANewsQueries {
  private static let eventColumns: Query = """
    event.id, event.at, event.kind, event.ticket_id, event.incident_id, event.before, event.after
    """

  /// What ``SLANews`` is read from. What a ticket that is not in the ledger is now, it always was.
  private static let columns: Query = """
    event.id,
    event.at,
    event.kind,
    subject.subject,
    subject.subject_id,
    CASE subject.subject
      WHEN 'ticket' THEN \(latest("priority")) ELSE \(latestOfIncident("severity")) END,
    coalesce(\(category), (
      SELECT ticket.category FROM intake.tickets AS ticket WHERE ticket.id = event.ticket_id
    )),
    CASE subject.subject
      WHEN 'ticket' THEN \(latest("status")) ELSE \(latestOfIncident("status")) END,
    CASE WHEN event.after ? 'status' THEN event.before ->> 'status' END,
    coalesce(event.before ?| ARRAY['priority', 'category', 'severity'], FALSE),
    EXISTS (
      SELECT
      FROM (
        SELECT said.id, said.kind, said.ticket_id, said.actor, said.after
        FROM ledger.events AS said
        WHERE said.ticket_id = event.ticket_id
          AND said.id <= event.id
      ) AS event
      WHERE \(isAnswer)
    )
      OR \(wasArchived("past.is_answer")),
    CASE subject.subject
      WHEN 'ticket' THEN EXISTS (
        SELECT
        FROM ledger.events AS past
        WHERE past.ticket_id = event.ticket_id
          AND past.incident_id IS NULL
          AND past.id <= event.id
          AND past.after ->> 'status' IN ('in_progress', 'resolved', 'closed')
      )
        OR \(wasArchived("past.status IN ('in_progress', 'resolved', 'closed')"))
      ELSE EXISTS (
        SELECT
        FROM ledger.events AS past
        WHERE past.incident_id = event.incident_id
          AND past.id <= event.id
          AND past.after ->> 'status' IN ('acknowledged', 'resolved', 'closed')
      )
        OR EXISTS (
          SELECT
          FROM ledger.archived_events AS past
          WHERE past.incident_id = event.incident_id
            AND past.status IN ('acknowledged', 'resolved', 'closed')
        )
      END
    """

  /// Whether there is such an event of the ticket among those that were archived, which are older
  /// than any that is news.
  private static func wasArchived(_ condition: Query) -> Query {
    """
    EXISTS (
          SELECT
          FROM ledger.archived_events AS past
          WHERE past.ticket_id = event.ticket_id
            AND past.incident_id IS NULL
            AND \(condition)
        )
    """
  }

  /// What a member of the ticket was when an event happened: the last that the ledger says of it,
  /// or that was archived of it.
  private static func latest(_ member: Query) -> Query {
    let past = latest(member, "past.ticket_id = event.ticket_id AND past.incident_id IS NULL")
    return "coalesce(\(past.kept), \(past.archived))"
  }

  /// The same of an incident.
  private static func latestOfIncident(_ member: Query) -> Query {
    let past = latest(member, "past.incident_id = event.incident_id")
    return "coalesce(\(past.kept), \(past.archived))"
  }

  private static func latest(
    _ member: Query, _ subject: Query
  ) -> (kept: Query, archived: Query) {
    (
      """
      (
          SELECT past.after ->> '\(member)'
          FROM ledger.events AS past
          WHERE \(subject)
            AND past.id <= event.id
            AND past.after ? '\(member)'
          ORDER BY past.id DESC
          LIMIT 1
        )
      """,
      """
      (
          SELECT past.\(member)
          FROM ledger.archived_events AS past
          WHERE \(subject)
            AND past.\(member) IS NOT NULL
          ORDER BY past.id DESC
          LIMIT 1
        )
      """
    )
  }

  /// Who reported the ticket, when an event happened. No archive says it: of what was archived it
  /// is who does now.
  private static var requester: Query {
    let said = latest(
      "requester", "past.ticket_id = event.ticket_id AND past.incident_id IS NULL")
    return """
      coalesce(\(said.kept), (
          SELECT ticket.requester
          FROM intake.tickets AS ticket
          WHERE ticket.id = event.ticket_id
            AND \(wasArchived("TRUE"))
        ))
      """
  }

  /// The condition that an event changes what clocks depend on.
  private static let isChange: Query = """
    (
        event.kind IN (
          'ticket.changed', 'incident.acknowledged', 'incident.resolved', 'incident.reopened',
          'incident.closed', 'incident.changed', 'incident.merged', 'incident.absorbed')
        AND event.after ?| ARRAY['status', 'priority', 'category', 'severity']
      )
    """

  /// The condition that an event is a public comment by somebody else than who reported the ticket.
  private static let isAnswer: Query = """
    (
        event.kind = 'ticket.commented'
        AND event.after ->> 'visibility' = 'public'
        AND event.actor IS DISTINCT FROM \(requester)
      )
    """
}
