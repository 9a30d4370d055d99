-- A report, as people ask it.
SELECT kind, count(*)
FROM reporting.ticket_events
WHERE at >= timezone('UTC', :'since'::timestamp)
GROUP BY kind
ORDER BY kind;
