import Postgres

/// The promises as queries: each returns a line for every row that breaks one.
enum VerifyQueries {
  /// Makes everything that the transaction reads be of one instant, and lets it take its time.
  static func takeSnapshot(_ transaction: Transaction) async throws {
    try await transaction.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try await transaction.execute("SET LOCAL statement_timeout = 0")
    try await transaction.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
  }

  static func checks(grace: Int) -> [(name: String, query: Query)] {
    [
      (
        "every ticket that escalates has an incident",
        VerifyRuleQueries.ticketsWithoutIncident(grace)
      ),
      ("every incident has a ticket", incidentsWithoutTicket),
      ("a ticket has at most one open incident", ticketsWithSeveralOpenIncidents),
      ("every merged incident leads to its survivor", incidentsMergedWrongly),
      ("no escalation is dead", deadEscalations),
      ("no escalation waits longer than the grace time", lateEscalations(grace)),
      ("no resolution waits longer than the grace time", lateResolutions(grace)),
      ("every ticket is in the ledger", ticketsWithoutEvent),
      ("every incident is in the ledger", incidentsWithoutEvent),
      ("no delivery is stuck", stuckDeliveries),
    ] + EscalationVerifyQueries.checks(grace: grace) + SLAVerifyQueries.checks(grace: grace)
      + RollupVerifyQueries.checks
  }

  private static let incidentsWithoutTicket: Query = """
    SELECT format('incident %s: there is no ticket %s', incident.id, incident.ticket_id)
    FROM response.incidents AS incident
    LEFT JOIN intake.tickets AS ticket ON ticket.id = incident.ticket_id
    WHERE ticket.id IS NULL
    ORDER BY incident.id
    """

  private static let ticketsWithSeveralOpenIncidents: Query = """
    SELECT format('ticket %s: incidents %s', ticket_id, string_agg(id::text, ', ' ORDER BY id))
    FROM (
      SELECT DISTINCT ticket_id, incident_id AS id
      FROM response.incident_tickets
      WHERE incident_id IN (
        SELECT id FROM response.incidents WHERE status IN ('open', 'acknowledged')
      )
    ) AS open
    GROUP BY ticket_id
    HAVING count(*) > 1
    ORDER BY ticket_id
    """

  /// A survivor is not merged itself, and the ticket of a merged incident is taken exactly while
  /// the survivor is open.
  private static let incidentsMergedWrongly: Query = """
    SELECT format('incident %s: merged into %s, which is %s; its ticket is %s',
      merged.id, merged.merged_into,
      CASE
        WHEN survivor.id IS NULL THEN 'not there'
        WHEN survivor.merged_into IS NOT NULL THEN 'merged into ' || survivor.merged_into
        ELSE survivor.status
      END,
      CASE WHEN merged.holds_ticket THEN 'held' ELSE 'free' END)
    FROM response.incidents AS merged
    LEFT JOIN response.incidents AS survivor ON survivor.id = merged.merged_into
    WHERE merged.merged_into IS NOT NULL
      AND (
        survivor.id IS NULL
        OR survivor.merged_into IS NOT NULL
        OR merged.holds_ticket <> (survivor.status IN ('open', 'acknowledged'))
      )
    ORDER BY merged.id
    """

  private static let deadEscalations: Query = """
    SELECT format('escalation %s of ticket %s, dead since %s: %s',
      id, ticket_id, died_at, last_error)
    FROM relay.escalations
    WHERE died_at IS NOT NULL
    ORDER BY id
    """

  private static func lateEscalations(_ grace: Int) -> Query {
    """
    SELECT format('escalation %s of ticket %s, queued at %s, %s attempts',
      id, ticket_id, queued_at, attempts)
    FROM relay.escalations
    WHERE died_at IS NULL
      AND queued_at < public.clock_now() - make_interval(secs => \(Double(grace)))
    ORDER BY id
    """
  }

  private static func lateResolutions(_ grace: Int) -> Query {
    """
    SELECT format('resolution %s of ticket %s, queued at %s', id, ticket_id, queued_at)
    FROM relay.resolutions
    WHERE queued_at < public.clock_now() - make_interval(secs => \(Double(grace)))
    ORDER BY id
    """
  }

  private static let ticketsWithoutEvent: Query = """
    SELECT format('ticket %s', ticket.id)
    FROM intake.tickets AS ticket
    WHERE NOT EXISTS (
      SELECT
      FROM ledger.events AS event
      WHERE event.ticket_id = ticket.id
        AND event.kind = 'ticket.created'
    )
      AND NOT EXISTS (
        SELECT
        FROM ledger.archived_events AS event
        WHERE event.ticket_id = ticket.id
          AND event.kind = 'ticket.created'
      )
    ORDER BY ticket.id
    """

  private static let incidentsWithoutEvent: Query = """
    SELECT format('incident %s', incident.id)
    FROM response.incidents AS incident
    WHERE NOT EXISTS (
      SELECT
      FROM ledger.events AS event
      WHERE event.incident_id = incident.id
        AND event.kind = 'incident.opened'
    )
      AND NOT EXISTS (
        SELECT
        FROM ledger.archived_events AS event
        WHERE event.incident_id = incident.id
          AND event.kind = 'incident.opened'
      )
    ORDER BY incident.id
    """

  /// Due for more than ten minutes, and nobody had anything for its endpoint in hand meanwhile.
  /// What is behind an older message of its incident is not due, and a disabled webhook gets
  /// nothing.
  private static let stuckDeliveries: Query = """
    SELECT format('delivery %s to webhook %s, due since %s, %s attempts',
      delivery.id, delivery.webhook_id, delivery.due_at, delivery.attempts)
    FROM response.deliveries AS delivery
    JOIN response.webhooks AS webhook ON webhook.id = delivery.webhook_id
    WHERE webhook.enabled
      AND delivery.delivered_at IS NULL
      AND delivery.died_at IS NULL
      AND greatest(delivery.due_at, delivery.claimed_until)
        < public.clock_now() - interval '10 minutes'
      AND NOT EXISTS (
        SELECT
        FROM response.deliveries AS older
        WHERE older.webhook_id = delivery.webhook_id
          AND older.incident_id = delivery.incident_id
          AND older.id < delivery.id
          AND older.delivered_at IS NULL
          AND older.died_at IS NULL
      )
      AND NOT EXISTS (
        SELECT
        FROM response.deliveries AS other
        WHERE other.webhook_id = delivery.webhook_id
          AND greatest(other.delivered_at, other.died_at, other.claimed_until)
            > public.clock_now() - interval '10 minutes'
      )
    ORDER BY delivery.id
    """
}
