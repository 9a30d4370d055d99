-- The same question, of the ledger and nothing else.
SELECT timezone('UTC', created_at)::date, first_category, count(*),
  count(*) FILTER (WHERE category = first_category)
FROM report_internals.ticket_lives_in_ledger(now())
WHERE created_at >= timezone('UTC', :'since'::timestamp) AND decided_by IN ('rules', 'default')
GROUP BY 1, 2
ORDER BY 1, 2;
