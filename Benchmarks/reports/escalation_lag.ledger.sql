-- The same question, of the ledger and nothing else.
SELECT
  timezone('UTC', opened_at)::date, coalesce(severity, 'all'), count(*),
  avg(escalation_lag_seconds), percentile_cont(0.9) WITHIN GROUP (ORDER BY escalation_lag_seconds),
  percentile_cont(0.99) WITHIN GROUP (ORDER BY escalation_lag_seconds)
FROM report_internals.incident_lives_in_ledger(now())
WHERE opened_at >= timezone('UTC', :'since'::timestamp) AND escalation_lag_seconds IS NOT NULL
GROUP BY GROUPING SETS ((1, severity), (1))
ORDER BY 1, 2;
