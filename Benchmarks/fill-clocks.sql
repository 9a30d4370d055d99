-- Gives each ticket two running SLA clocks, none of which is due in the next weeks. The newest
-- tickets are as old however many there are, and so their clocks have as much to count.
SET synchronous_commit = off;

UPDATE intake.tickets SET status = 'open' WHERE status <> 'open';

INSERT INTO response.sla_clocks (
  subject, subject_id, metric, policy, calendar, target, started_at, promised_at, active, due_at
)
SELECT
  'ticket',
  ticket.id,
  promise.metric,
  policy.version,
  policy.calendar,
  promise.target,
  ticket.created_at,
  ticket.created_at,
  tstzmultirange(tstzrange(ticket.created_at, NULL)),
  ticket.created_at + promise.target
FROM intake.tickets AS ticket
JOIN response.sla_policies AS policy ON policy.name = ticket.priority || ' tickets'
CROSS JOIN LATERAL (
  VALUES
    ('first_response', make_interval(hours => 1000, secs => ticket.id)),
    ('resolution', make_interval(hours => 2000, secs => ticket.id))
) AS promise (metric, target)
ORDER BY ticket.id, promise.metric;

VACUUM (ANALYZE) intake.tickets, response.sla_clocks;
