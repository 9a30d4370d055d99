-- The same question, of the ledger and nothing else.
SELECT
  assignee,
  count(*) FILTER (WHERE kind = 'ticket' AND is_open),
  count(*) FILTER (WHERE kind = 'incident' AND is_open),
  count(*) FILTER (WHERE level = 'high' AND is_open),
  count(*) FILTER (WHERE kind = 'ticket' AND is_recent),
  count(*) FILTER (WHERE kind = 'incident' AND is_recent)
FROM (
  SELECT 'ticket' AS kind, assignee, priority AS level,
    report_internals.is_open(status) AS is_open,
    coalesce(resolved_at > now() - interval '168 hours', false) AS is_recent
  FROM report_internals.ticket_lives_in_ledger(now())
  UNION ALL
  SELECT 'incident', assignee, severity,
    report_internals.is_open(status),
    coalesce(resolved_at > now() - interval '168 hours', false)
  FROM report_internals.incident_lives_in_ledger(now())
) AS life
WHERE is_open OR is_recent
GROUP BY assignee
ORDER BY assignee;
