import Postgres

/// Holds escalation rules against what became of the tickets.
enum VerifyRuleQueries {
  /// Tickets that a rule made incidents of, when they came in or by the last change that could, and
  /// that never had one.
  ///
  /// A service may judge by a version for a moment after a newer one has taken effect; so a version
  /// counts that was in effect for a minute.
  static func ticketsWithoutIncident(_ grace: Int) -> Query {
    """
    SELECT format('ticket %s: rule "%s" since %s', judged.id, rule.name, judged.at)
    FROM (
      \(created)
      UNION ALL
      \(changed)
    ) AS judged
    CROSS JOIN LATERAL response.escalation_rules_at(judged.at - interval '1 minute') AS rule
    WHERE judged.at < public.clock_now() - make_interval(secs => \(Double(grace)))
      AND NOT EXISTS (
        SELECT FROM response.incidents AS incident WHERE incident.ticket_id = judged.id
      )
      AND rule.breaches IS NULL
      AND rule.several IS NULL
      AND response.escalation_rule_fits(
        rule, judged.category, judged.priority, judged.source, judged.matched)
      AND NOT (
        judged.was_there
        AND response.escalation_rule_fits(
          rule, judged.category_before, judged.priority_before, judged.source_before,
          judged.matched)
      )
      AND rule.version IN (SELECT version FROM response.escalation_rules_at(judged.at))
    ORDER BY judged.id, judged.at, rule.version
    """
  }

  private static let created: Query = """
    SELECT ticket.id, event.at, event.after ->> 'category' AS category,
        event.after ->> 'priority' AS priority, event.after ->> 'source' AS source,
        ticket.triage_matched AS matched, false AS was_there, NULL AS category_before,
        NULL AS priority_before, NULL AS source_before
      FROM intake.tickets AS ticket
      JOIN ledger.events AS event ON event.ticket_id = ticket.id
      WHERE event.kind = 'ticket.created'
      UNION ALL
      SELECT ticket.id, event.at, event.category, event.priority, event.source,
        ticket.triage_matched, false, NULL, NULL, NULL
      FROM intake.tickets AS ticket
      JOIN ledger.archived_events AS event ON event.ticket_id = ticket.id
      WHERE event.kind = 'ticket.created'
    """

  /// The last change of what rules look at: since then it is as it is now.
  private static let changed: Query = """
    SELECT ticket.id, event.at, ticket.category, ticket.priority, ticket.source,
        ticket.triage_matched, true,
        coalesce(event.before ->> 'category', ticket.category),
        coalesce(event.before ->> 'priority', ticket.priority),
        CASE WHEN event.before ? 'source'
          THEN event.before ->> 'source' ELSE ticket.source END
      FROM intake.tickets AS ticket
      CROSS JOIN LATERAL (
        SELECT change.at, change.before
        FROM ledger.events AS change
        WHERE change.ticket_id = ticket.id
          AND change.kind = 'ticket.changed'
          AND change.after ?| ARRAY['category', 'priority', 'source']
        ORDER BY change.id DESC
        LIMIT 1
      ) AS event
    """
}
