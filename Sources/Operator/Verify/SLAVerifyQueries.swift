import Postgres

/// What is promised about SLA clocks, as queries: each returns a line for every row that breaks it.
enum SLAVerifyQueries {
  static func checks(grace: Int) -> [(name: String, query: Query)] {
    [
      ("no SLA clock disagrees with the ledger", disagreeingClocks),
      ("no SLA breach waits longer than the grace time for its notice", lateNotices(grace)),
      ("every event was applied to SLA clocks", failures),
    ]
  }

  /// A resolution counts exactly while its ticket or incident has not ended, as soon as the place
  /// up to which clocks are kept is behind its last event.
  private static let disagreeingClocks: Query = """
    SELECT format('clock %s of %s %s: %s, while the %s is %s',
      clock.id, clock.subject, clock.subject_id,
      CASE WHEN clock.stopped_at IS NULL THEN 'not stopped' ELSE 'stopped' END,
      clock.subject, coalesce(ticket.status, incident.status))
    FROM response.sla_clocks AS clock
    CROSS JOIN response.sla_place AS place
    LEFT JOIN intake.tickets AS ticket
      ON clock.subject = 'ticket'
      AND ticket.id = clock.subject_id
    LEFT JOIN response.incidents AS incident
      ON clock.subject = 'incident'
      AND incident.id = clock.subject_id
    WHERE clock.metric = 'resolution'
      AND clock.state <> 'cancelled'
      AND (clock.stopped_at IS NOT NULL)
        <> (coalesce(ticket.status, incident.status) IN ('resolved', 'closed'))
      AND NOT EXISTS (
        SELECT
        FROM ledger.events AS event
        WHERE clock.subject = 'ticket'
          AND event.ticket_id = clock.subject_id
          AND event.incident_id IS NULL
          AND (event.xid, event.id) > (place.xid, place.id)
      )
      AND NOT EXISTS (
        SELECT
        FROM ledger.events AS event
        WHERE clock.subject = 'incident'
          AND event.incident_id = clock.subject_id
          AND (event.xid, event.id) > (place.xid, place.id)
      )
    ORDER BY clock.id
    """

  private static func lateNotices(_ grace: Int) -> Query {
    """
    SELECT format('clock %s of %s %s: due at %s', id, subject, subject_id, due_at)
    FROM response.sla_clocks
    WHERE breach_noticed_at IS NULL
      AND state NOT IN ('met', 'cancelled')
      AND due_at < public.clock_now() - make_interval(secs => \(Double(grace)))
    ORDER BY id
    """
  }

  private static let failures: Query = """
    SELECT format('event %s, since %s: %s', id, failed_at, error)
    FROM response.sla_failures AS failure (id, error, failed_at)
    ORDER BY id
    """
}
