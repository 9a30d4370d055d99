-- The same question, of the ledger and nothing else.
SELECT kind, after ->> 'status' AS status, count(*)
FROM ledger.events
WHERE at >= timezone('UTC', :'since'::timestamp)
  AND incident_id IS NOT NULL
GROUP BY kind, after ->> 'status'
ORDER BY kind, status;
