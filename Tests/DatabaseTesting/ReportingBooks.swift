/// Queries of the reports that find what does not add up; on any data none has a row.
package enum ReportingBooks {
  /// Days on which what was opened less what was closed is not the change of the backlog.
  package static let daysOutOfBalance = """
    SELECT day
    FROM (
      SELECT day, tickets - lag(tickets, 1, 0::bigint) OVER (ORDER BY day) AS tickets,
        incidents - lag(incidents, 1, 0::bigint) OVER (ORDER BY day) AS incidents,
        tickets_change, incidents_change
      FROM reporting.backlog_by_day
    ) AS backlog
    FULL JOIN reporting.volume_by_day AS volume USING (day)
    WHERE tickets IS DISTINCT FROM tickets_opened - tickets_closed
      OR tickets IS DISTINCT FROM tickets_change
      OR incidents IS DISTINCT FROM incidents_opened - incidents_closed
      OR incidents IS DISTINCT FROM incidents_change
      OR tickets_opened <> tickets_created + tickets_reopened
      OR incidents_opened <> incidents_created + incidents_reopened
    """

  /// Sums over all days that are not the figure of `reporting.metrics` for all of the time, or of
  /// another view, each with both.
  package static let sumsThatDiffer = """
    WITH metrics AS MATERIALIZED (
      SELECT metric, n, value
      FROM reporting.metrics(
        (SELECT min(day) FROM reporting.volume_by_day)::timestamp AT TIME ZONE 'UTC',
        public.clock_now(), 'UTC', 'all')
    ), sums (metric, figure, sum) AS (
      SELECT figure.metric, 'value', figure.sum
      FROM (
        SELECT sum(tickets_created) AS tickets_created, sum(tickets_reopened) AS tickets_reopened,
          sum(tickets_opened) AS tickets_opened, sum(tickets_closed) AS tickets_closed,
          sum(incidents_created) AS incidents_created,
          sum(incidents_reopened) AS incidents_reopened,
          sum(incidents_opened) AS incidents_opened, sum(incidents_closed) AS incidents_closed,
          sum(incidents_merged) AS incidents_merged,
          sum(tickets_opened - tickets_closed) AS ticket_backlog,
          sum(incidents_opened - incidents_closed) AS incident_backlog
        FROM reporting.volume_by_day
      ) AS volume
      CROSS JOIN LATERAL (
        SELECT key AS metric, value::numeric AS sum FROM jsonb_each_text(to_jsonb(volume))
      ) AS figure
      UNION ALL
      SELECT 'escalation_lag', 'n', sum(n) FROM reporting.escalation_lag WHERE severity = 'all'
      UNION ALL
      SELECT 'mtta', 'n', sum(n) FROM reporting.mtta WHERE severity = 'all'
      UNION ALL
      SELECT 'mtta', 'n', sum(n) FROM reporting.mtta WHERE severity <> 'all'
      UNION ALL
      SELECT 'mttr_resolve', 'n', sum(n) FROM reporting.mttr_resolve WHERE severity = 'all'
      UNION ALL
      SELECT 'first_response', 'n', sum(n) FROM reporting.first_response WHERE priority = 'all'
      UNION ALL
      SELECT 'first_response', 'n', sum(n) FROM reporting.first_response WHERE priority <> 'all'
      UNION ALL
      SELECT 'tickets_created', 'n', sum(n + unanswered)
      FROM reporting.first_response
      WHERE priority = 'all'
      UNION ALL
      SELECT 'triage_kept', 'n', sum(triaged) FROM reporting.triage_quality
      UNION ALL
      SELECT 'reopen_rate', 'n', sum(n) FROM reporting.reopen_rate WHERE severity = 'all'
      UNION ALL
      SELECT 'ticket_reopen_rate', 'n', sum(tickets_n)
      FROM reporting.reopen_rate
      WHERE severity = 'all'
      UNION ALL
      SELECT 'sla_compliance', 'n', sum(n) FROM reporting.sla_compliance
      UNION ALL
      SELECT 'tickets_created', 'n', count(*) FROM reporting.tickets
      UNION ALL
      SELECT 'incidents_created', 'n', count(*) FROM reporting.incidents
      UNION ALL
      SELECT 'incidents_merged', 'n', count(merged_into) FROM reporting.incidents
    )
    SELECT metric, figure, sum, CASE figure WHEN 'n' THEN n ELSE value END AS whole
    FROM sums
    LEFT JOIN metrics USING (metric)
    WHERE sum IS DISTINCT FROM CASE figure WHEN 'n' THEN n ELSE value END::numeric
    ORDER BY metric, figure, sum
    """
}
