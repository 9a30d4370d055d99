-- The same question, of the ledger and nothing else.
SELECT kind, after ->> 'status' AS status, count(*)
FROM ledger.events
WHERE at >= timezone('UTC', :'since'::timestamp)
  AND ticket_id IS NOT NULL AND incident_id IS NULL
GROUP BY kind, after ->> 'status'
ORDER BY kind, status;
