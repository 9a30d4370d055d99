-- The same question, of the ledger and nothing else.
SELECT kind, count(*)
FROM ledger.events
WHERE at >= timezone('UTC', :'since'::timestamp)
  AND ticket_id IS NOT NULL AND incident_id IS NULL
GROUP BY kind
ORDER BY kind;
