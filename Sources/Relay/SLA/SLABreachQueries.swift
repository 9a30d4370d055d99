package import Domain
package import Postgres

/// Finds the clocks whose due time has passed.
package enum SLABreachQueries {
  /// Records up to `limit` breaches that nobody has noticed yet, those longest due first, each with
  /// the computed instant and with the one of this notice, and each with its ledger event, and
  /// returns them. A breach that an escalation rule is about queues its ticket, in the same
  /// statement. Leaves those that another program is recording or changing; so any number of
  /// programs can do it side by side.
  package static func notice(limit: Int, _ session: some Session) async throws -> [SLABreach] {
    let events: Query = """
      SELECT
        noticed.subject || '.sla_breached',
        CASE noticed.subject WHEN 'ticket' THEN noticed.subject_id ELSE incident.ticket_id END,
        CASE noticed.subject WHEN 'incident' THEN noticed.subject_id END,
        \(actor),
        NULL::text,
        NULL::text,
        NULL::inet,
        NULL::jsonb,
        jsonb_build_object(
          'metric', noticed.metric,
          'policy', noticed.policy,
          'target', trim_scale(extract(epoch FROM noticed.target)),
          'due_at', \(written("noticed.breached_at")),
          'noticed_at', \(written("noticed.breach_noticed_at")))
      FROM noticed
      LEFT JOIN response.incidents AS incident
        ON noticed.subject = 'incident'
        AND incident.id = noticed.subject_id
      ORDER BY noticed.breached_at, noticed.id
      """
    return try await session.query(
      """
      WITH noticed AS (
        UPDATE response.sla_clocks
        SET breached_at = due_at,
          breach_noticed_at = public.clock_now()
        WHERE id = ANY (ARRAY(
          \(due(limit: limit))
        ))
        RETURNING id, subject, subject_id, metric, policy, target, breached_at, breach_noticed_at
      ), \(LedgerQueries.appending(events)), \(EscalationQueries.enqueuing(escalations))
      SELECT subject, subject_id, metric, policy, breached_at, breach_noticed_at
      FROM noticed
      CROSS JOIN (SELECT count(*) FROM woken) AS wake_ups
      """, as: SLABreach.self)
  }

  /// The tickets among `noticed` that a rule makes incidents of: of several rules, by the one that
  /// makes the most severe, and of those, by the first name.
  private static let escalations: Query = """
    SELECT DISTINCT ON (ticket.id)
      ticket.id, level.severity, rule.version, \(actor), NULL, NULL, NULL::inet
    FROM noticed
    JOIN intake.tickets AS ticket ON ticket.id = noticed.subject_id
    JOIN response.escalation_rules_at(public.clock_now()) AS rule
      ON noticed.metric = ANY (rule.breaches)
      AND response.escalation_rule_fits(
        rule, ticket.category, ticket.priority, ticket.source, ticket.triage_matched)
    JOIN unnest(ARRAY['high', 'medium', 'low']) WITH ORDINALITY AS level (severity, rank)
      ON level.severity = coalesce(rule.severity, ticket.priority)
    WHERE noticed.subject = 'ticket'
    ORDER BY ticket.id, level.rank, rule.name, rule.version
    """

  /// Who breaches are noticed by.
  private static let actor = "sla"

  /// An instant as all events write it: RFC 3339, UTC, microseconds.
  private static func written(_ instant: Query) -> Query {
    #"to_char(timezone('UTC', \#(instant)), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"#
  }

  /// The clocks to record, locked. What is done at the due instant is in time, so it must have
  /// passed; and an event of the ticket or the incident that is not applied yet might tell that
  /// there was no breach. The conditions on the clock are those of the index `sla_clocks_due`.
  static func due(limit: Int) -> Query {
    """
    SELECT clock.id
    FROM response.sla_clocks AS clock
    WHERE clock.breach_noticed_at IS NULL
      AND clock.state NOT IN ('met', 'cancelled')
      AND clock.due_at < public.clock_now()
      AND NOT EXISTS (
        SELECT
        FROM ledger.events AS event
        WHERE clock.subject = 'ticket'
          AND event.ticket_id = clock.subject_id
          AND event.incident_id IS NULL
          AND event.kind <> 'ticket.sla_breached'
          AND (event.xid, event.id) > (SELECT xid, id FROM response.sla_place)
      )
      AND NOT EXISTS (
        SELECT
        FROM ledger.events AS event
        WHERE clock.subject = 'incident'
          AND event.incident_id = clock.subject_id
          AND event.kind <> 'incident.sla_breached'
          AND (event.xid, event.id) > (SELECT xid, id FROM response.sla_place)
      )
    ORDER BY clock.due_at, clock.id
    LIMIT \(limit)
    FOR UPDATE OF clock SKIP LOCKED
    """
  }
}
