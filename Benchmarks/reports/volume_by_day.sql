-- A report, as people ask it.
SELECT day, tickets_opened, tickets_closed, incidents_opened, incidents_closed
FROM reporting.volume_by_day
WHERE day >= :'since'
ORDER BY day;
