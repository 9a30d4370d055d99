-- A report, as people ask it.
SELECT severity, status, count(*), avg(resolve_seconds)
FROM reporting.incidents
WHERE created_at >= timezone('UTC', :'since'::timestamp)
GROUP BY severity, status
ORDER BY severity, status;
