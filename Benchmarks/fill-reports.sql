-- psql -v tickets=N: a year of the ledger with so many tickets, a tenth of them incidents, about
-- five events each, and their SLA clocks; in the order of time, as it would have been written.

SET work_mem = '512MB';
SET synchronous_commit = off;

-- What was, and when: tickets of a priority each, faster at work the more it matters.
CREATE TEMPORARY TABLE tickets AS
SELECT
  id,
  created_at,
  priority,
  (ARRAY['security', 'network', 'hardware', 'software'])[1 + id % 4] AS category,
  'agent ' || id % 40 AS agent,
  created_at + (1 + (hashint8(id) & 1023) / 1024.0) * pace / 4 AS answered_at,
  created_at + (1 + (hashint8(id + 1) & 1023) / 1024.0) * pace AS resolved_at,
  id % 20 = 0 AS reopens
FROM (
  SELECT
    id,
    now() - interval '364 days' + id * (interval '364 days' / :tickets) AS created_at,
    CASE WHEN id % 10 = 0 THEN 'high' WHEN id % 3 = 0 THEN 'medium' ELSE 'low' END AS priority,
    CASE WHEN id % 10 = 0 THEN interval '6 hours' WHEN id % 3 = 0 THEN interval '30 hours'
      ELSE interval '90 hours' END AS pace
  FROM generate_series(1, :tickets) AS id
) AS ticket;

CREATE TEMPORARY TABLE incidents AS
SELECT id / 10 AS id, id AS ticket_id, created_at + interval '20 milliseconds' AS created_at,
  created_at + (resolved_at - created_at) / 20 AS acknowledged_at, resolved_at, agent
FROM tickets
WHERE priority = 'high';

INSERT INTO response.incidents
  (id, ticket_id, title, description, severity, status, assignee, escalatable_at,
    own_escalatable_at, acknowledged_at, resolved_at, created_at, updated_at)
OVERRIDING SYSTEM VALUE
SELECT id, ticket_id, 'title', 'description', 'high', 'resolved', agent,
  created_at - interval '10 milliseconds', created_at - interval '10 milliseconds',
  acknowledged_at, resolved_at, created_at, resolved_at
FROM incidents
ORDER BY id;

-- The months of that year, which a database that is a year old has.
SELECT ledger.make_month(month)
FROM generate_series(
  date_trunc('month', timezone('UTC', now() - interval '364 days')),
  timezone('UTC', now()) - interval '1 month', interval '1 month') AS month
WHERE to_regclass('ledger.' || ledger.month_table(month)) IS NULL \g /dev/null

INSERT INTO ledger.events (kind, ticket_id, incident_id, at, actor, before, after)
SELECT kind, ticket_id, incident_id, at, actor, before, after
FROM (
  SELECT 'ticket.created' AS kind, id AS ticket_id, NULL::bigint AS incident_id, created_at AS at,
    'ann' AS actor, NULL::jsonb AS before,
    jsonb_build_object('title', 'The printer on floor ' || id % 100 || ' does not print',
      'description', repeat('It was so all day, and nobody knows why. ', 3),
      'status', 'open', 'priority', priority, 'category', category, 'requester', 'ann',
      'triage', '{"decided_by": "rules", "ruleset": 1, "matched": []}'::jsonb) AS after
  FROM tickets
  UNION ALL
  SELECT 'ticket.commented', id, NULL, answered_at, agent, NULL,
    '{"visibility": "public", "text": "We have seen it, and look at it now."}'
  FROM tickets
  WHERE answered_at < now()
  UNION ALL
  SELECT 'ticket.changed', id, NULL, answered_at + interval '1 minute', agent,
    '{"status": "open", "assignee": null}',
    jsonb_build_object('status', 'in_progress', 'assignee', agent)
  FROM tickets
  WHERE answered_at + interval '1 minute' < now()
  UNION ALL
  SELECT 'ticket.changed', id, NULL, resolved_at, agent, '{"status": "in_progress"}',
    '{"status": "resolved"}'
  FROM tickets
  WHERE resolved_at < now()
  UNION ALL
  SELECT 'ticket.changed', id, NULL, resolved_at + step.later, agent, step.before, step.after
  FROM tickets
  CROSS JOIN (
    VALUES
      (interval '1 hour', '{"status": "resolved"}'::jsonb, '{"status": "open"}'::jsonb),
      (interval '3 hours', '{"status": "open"}', '{"status": "resolved"}'),
      (interval '4 hours', '{"category": "network"}', '{"category": "software"}')
  ) AS step (later, before, after)
  WHERE reopens AND resolved_at + step.later < now()
  UNION ALL
  SELECT 'incident.opened', ticket_id, id, created_at, 'incident-service', NULL,
    '{"status": "open", "severity": "high", "rule": "High tickets", "rule_version": 1}'
  FROM incidents
  UNION ALL
  SELECT 'incident.acknowledged', ticket_id, id, acknowledged_at, agent, '{"status": "open"}',
    jsonb_build_object('status', 'acknowledged', 'acknowledged_at', acknowledged_at)
  FROM incidents
  WHERE acknowledged_at < now()
  UNION ALL
  SELECT 'incident.assigned', ticket_id, id, acknowledged_at + interval '1 second', agent,
    '{"assignee": null}', jsonb_build_object('assignee', agent)
  FROM incidents
  WHERE acknowledged_at + interval '1 second' < now()
  UNION ALL
  SELECT 'incident.resolved', ticket_id, id, resolved_at, agent, '{"status": "acknowledged"}',
    jsonb_build_object('status', 'resolved', 'resolved_at', resolved_at)
  FROM incidents
  WHERE resolved_at < now()
) AS event
ORDER BY at;

INSERT INTO response.sla_clocks
  (subject, subject_id, metric, policy, calendar, target, started_at, promised_at, active, due_at)
SELECT 'ticket', id, 'resolution', 2, 1, interval '24:00', created_at, created_at,
  tstzmultirange(tstzrange(created_at, CASE WHEN resolved_at < now() THEN resolved_at END)),
  created_at + interval '24 hours'
FROM tickets
UNION ALL
SELECT 'incident', id, 'acknowledgement', 4, 1, interval '0:15', created_at, created_at,
  tstzmultirange(tstzrange(created_at, CASE WHEN acknowledged_at < now() THEN acknowledged_at END)),
  created_at + interval '15 minutes'
FROM incidents
ORDER BY 7;

-- The clocks have followed.
UPDATE response.sla_place SET (xid, id) = (SELECT max(xid), max(id) FROM ledger.events);

VACUUM (ANALYZE) ledger.events;
VACUUM (ANALYZE) response.incidents;
VACUUM (ANALYZE) response.sla_clocks;
