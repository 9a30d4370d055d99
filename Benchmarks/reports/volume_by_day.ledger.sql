-- The same question, of the ledger and nothing else.
SELECT
  timezone('UTC', at)::date,
  count(*) FILTER (WHERE incident_id IS NULL AND change = 1),
  count(*) FILTER (WHERE incident_id IS NULL AND change = -1),
  count(*) FILTER (WHERE incident_id IS NOT NULL AND change = 1),
  count(*) FILTER (WHERE incident_id IS NOT NULL AND change = -1)
FROM (
  SELECT at, incident_id,
    report_internals.backlog_change(before ->> 'status', after ->> 'status') AS change
  FROM ledger.events
  WHERE at >= timezone('UTC', :'since'::timestamp)
) AS event
GROUP BY 1
ORDER BY 1;
