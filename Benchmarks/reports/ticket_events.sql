-- A report, as people ask it.
SELECT kind, status, count(*)
FROM reporting.ticket_events
WHERE at >= timezone('UTC', :'since'::timestamp)
GROUP BY kind, status
ORDER BY kind, status;
