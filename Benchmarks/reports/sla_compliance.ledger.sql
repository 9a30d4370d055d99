-- The same question, of the ledger and nothing else.
SELECT timezone('UTC', started_at)::date, subject, metric,
  count(*) FILTER (WHERE state = 'met'), count(*) FILTER (WHERE state = 'breached')
FROM report_internals.promises(now())
WHERE started_at >= timezone('UTC', :'since'::timestamp) AND state IN ('met', 'breached')
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3;
