-- A report, as people ask it.
SELECT day, n, reopen_ratio, tickets_n, tickets_reopen_ratio
FROM reporting.reopen_rate
WHERE day >= :'since' AND severity = 'all' AND n > 0
ORDER BY day;
