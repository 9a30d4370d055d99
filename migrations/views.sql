-- Every number that is reported, as a view. Applied last, every time; so everything here can be
-- replaced, and nothing else lives in this schema.

DROP SCHEMA IF EXISTS reporting CASCADE;
CREATE SCHEMA reporting;
COMMENT ON SCHEMA reporting IS 'Views and nothing else; read by reporter.';

CREATE VIEW reporting.tickets AS
SELECT
  id,
  title,
  category,
  priority,
  status,
  triage_decided_by,
  triage_ruleset,
  created_at,
  updated_at,
  requester,
  assignee,
  tags
FROM intake.tickets;

COMMENT ON VIEW reporting.tickets IS 'A row per ticket, without its description.';

CREATE VIEW reporting.incidents AS
SELECT
  id,
  ticket_id,
  title,
  severity,
  status,
  assignee,
  escalatable_at,
  created_at,
  acknowledged_at,
  resolved_at,
  created_at - escalatable_at AS escalation_lag,
  acknowledged_at - created_at AS time_to_acknowledge,
  resolved_at - created_at AS time_to_resolve,
  merged_into
FROM response.incidents;

COMMENT ON VIEW reporting.incidents IS
  'A row per incident with its three durations; those that have not ended are NULL. A merged '
  'incident has none but the lag: its times are those of the survivor.';

CREATE VIEW reporting.daily AS
SELECT
  day,
  count(DISTINCT tickets.id) AS tickets,
  count(DISTINCT tickets.id) FILTER (WHERE tickets.priority = 'high') AS high_tickets,
  count(DISTINCT incidents.id) AS incidents
FROM (
  SELECT generate_series(
    date_trunc('day', (SELECT min(created_at) FROM intake.tickets), 'UTC'),
    date_trunc('day', public.clock_now(), 'UTC'),
    interval '1 day'
  ) AS day
) AS days
LEFT JOIN intake.tickets AS tickets
  ON date_trunc('day', tickets.created_at, 'UTC') = day
LEFT JOIN response.incidents AS incidents
  ON incidents.ticket_id = tickets.id
GROUP BY day
ORDER BY day;

COMMENT ON VIEW reporting.daily IS 'Tickets by the UTC day of their creation; empty days appear.';

CREATE VIEW reporting.events AS
SELECT id, at, kind, ticket_id, incident_id, actor, request_id
FROM ledger.events;

COMMENT ON VIEW reporting.events IS 'The ledger without the contents of the changes.';

CREATE VIEW reporting.dead_escalations AS
SELECT id, ticket_id, severity, queued_at, attempts, died_at, last_error
FROM relay.escalations
WHERE died_at IS NOT NULL;

COMMENT ON VIEW reporting.dead_escalations IS
  'Escalations that failed too often and wait for somebody to look.';

GRANT USAGE ON SCHEMA reporting TO reporter;
GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO reporter;
