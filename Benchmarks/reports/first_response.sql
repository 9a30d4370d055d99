-- A report, as people ask it.
SELECT day, priority, n, mean_seconds, p90_seconds, p99_seconds
FROM reporting.first_response
WHERE day >= :'since' AND n > 0
ORDER BY day, priority;
