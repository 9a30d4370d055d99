-- The same question, of the ledger and nothing else.
SELECT day, tickets, incidents
FROM (
  SELECT timezone('UTC', at)::date AS day,
    sum(sum(change) FILTER (WHERE incident_id IS NULL)) OVER (
      ORDER BY timezone('UTC', at)::date) AS tickets,
    sum(sum(change) FILTER (WHERE incident_id IS NOT NULL)) OVER (
      ORDER BY timezone('UTC', at)::date) AS incidents
  FROM (
    SELECT at, incident_id,
      report_internals.backlog_change(before ->> 'status', after ->> 'status') AS change
    FROM ledger.events
  ) AS event
  GROUP BY 1
) AS backlog
WHERE day >= :'since'
ORDER BY day;
