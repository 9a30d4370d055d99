-- A report, as people ask it.
SELECT day, severity, n, mean_seconds, p90_seconds, p99_seconds
FROM reporting.escalation_lag
WHERE day >= :'since' AND n > 0
ORDER BY day, severity;
