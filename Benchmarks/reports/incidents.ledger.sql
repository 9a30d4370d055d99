-- The same question, of the ledger and nothing else.
SELECT severity, status, count(*), avg(resolve_seconds)
FROM report_internals.incident_lives_in_ledger(now())
WHERE created_at >= timezone('UTC', :'since'::timestamp)
GROUP BY severity, status
ORDER BY severity, status;
