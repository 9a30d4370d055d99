-- The same question, of the ledger and nothing else.
SELECT
  timezone('UTC', created_at)::date, coalesce(severity, 'all'), count(*),
  avg(resolve_seconds), percentile_cont(0.9) WITHIN GROUP (ORDER BY resolve_seconds),
  percentile_cont(0.99) WITHIN GROUP (ORDER BY resolve_seconds)
FROM report_internals.incident_lives_in_ledger(now())
WHERE created_at >= timezone('UTC', :'since'::timestamp)
  AND merged_into IS NULL AND resolved_at IS NOT NULL
GROUP BY GROUPING SETS ((1, severity), (1))
ORDER BY 1, 2;
