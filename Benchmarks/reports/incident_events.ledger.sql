-- The same question, of the ledger and nothing else.
SELECT kind, count(*)
FROM ledger.events
WHERE at >= timezone('UTC', :'since'::timestamp)
  AND incident_id IS NOT NULL
GROUP BY kind
ORDER BY kind;
