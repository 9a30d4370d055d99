-- The same question, of the ledger and nothing else.
SELECT
  timezone('UTC', created_at)::date, coalesce(priority, 'all'), count(*),
  avg(first_response_seconds), percentile_cont(0.9) WITHIN GROUP (ORDER BY first_response_seconds),
  percentile_cont(0.99) WITHIN GROUP (ORDER BY first_response_seconds)
FROM report_internals.ticket_lives_in_ledger(now())
WHERE created_at >= timezone('UTC', :'since'::timestamp) AND first_response_at IS NOT NULL
GROUP BY GROUPING SETS ((1, priority), (1))
ORDER BY 1, 2;
