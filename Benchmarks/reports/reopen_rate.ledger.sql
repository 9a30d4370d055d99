-- The same question, of the ledger and nothing else.
SELECT day, incidents.n, incidents.ratio, tickets.n, tickets.ratio
FROM (
  SELECT timezone('UTC', created_at)::date AS day, count(*) AS n,
    avg((times_reopened > 0)::integer::float8) AS ratio
  FROM report_internals.incident_lives_in_ledger(now())
  WHERE created_at >= timezone('UTC', :'since'::timestamp) AND merged_into IS NULL
    AND times_resolved > 0
  GROUP BY 1
) AS incidents
JOIN (
  SELECT timezone('UTC', created_at)::date AS day, count(*) AS n,
    avg((times_reopened > 0)::integer::float8) AS ratio
  FROM report_internals.ticket_lives_in_ledger(now())
  WHERE created_at >= timezone('UTC', :'since'::timestamp) AND times_resolved > 0
  GROUP BY 1
) AS tickets USING (day)
ORDER BY day;
