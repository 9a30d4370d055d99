-- The same question, of the ledger and nothing else.
SELECT category, priority, count(*), avg(resolution_seconds),
  count(*) FILTER (WHERE report_internals.is_open(status))
FROM report_internals.ticket_lives_in_ledger(now())
WHERE created_at >= timezone('UTC', :'since'::timestamp)
GROUP BY category, priority
ORDER BY category, priority;
