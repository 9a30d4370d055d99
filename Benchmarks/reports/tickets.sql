-- A report, as people ask it.
SELECT category, priority, count(*), avg(resolution_seconds), count(open_seconds)
FROM reporting.tickets
WHERE created_at >= timezone('UTC', :'since'::timestamp)
GROUP BY category, priority
ORDER BY category, priority;
