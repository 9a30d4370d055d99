-- A report, as people ask it.
SELECT day, tickets, incidents
FROM reporting.backlog_by_day
WHERE day >= :'since'
ORDER BY day;
