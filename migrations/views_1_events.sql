-- The ledger, for people who report: what happened, without who and without words. All that is
-- reported of the past is computed from these two views. Of months that were archived they say what
-- they said of them before. The conditions stand around both halves, and not in each: only so does
-- the planner look through to the indexes.

CREATE VIEW reporting.ticket_events AS
SELECT
  id, at, ticket_id, kind, status, status_before, category, category_before, priority,
  priority_before, assignee, sets_assignee, source, decided_by, ruleset, visibility, is_answer,
  backlog_change, sla_metric
FROM (
  SELECT
    incident_id,
    event.id,
    event.at,
    event.ticket_id,
    event.kind,
    event.after ->> 'status' AS status,
    event.before ->> 'status' AS status_before,
    event.after ->> 'category' AS category,
    event.before ->> 'category' AS category_before,
    event.after ->> 'priority' AS priority,
    event.before ->> 'priority' AS priority_before,
    event.after ->> 'assignee' AS assignee,
    coalesce(event.after ? 'assignee', false) AS sets_assignee,
    event.after ->> 'source' AS source,
    event.after -> 'triage' ->> 'decided_by' AS decided_by,
    (event.after -> 'triage' ->> 'ruleset')::integer AS ruleset,
    event.after ->> 'visibility' AS visibility,
    CASE WHEN event.kind = 'ticket.commented' AND event.after ->> 'visibility' = 'public' THEN
      event.actor IS DISTINCT FROM (
        SELECT said.requester
        FROM (
          (
            SELECT past.id, past.after ->> 'requester' AS requester
            FROM ledger.events AS past
            WHERE past.ticket_id = event.ticket_id
              AND past.incident_id IS NULL
              AND past.id <= event.id
              AND past.after ? 'requester'
            ORDER BY past.id DESC
            LIMIT 1
          )
          UNION ALL
          -- Where that was archived: as it was before the next change, or as it is.
          SELECT 0, CASE WHEN next.before IS NULL THEN ticket.requester
            ELSE next.before ->> 'requester' END
          FROM intake.tickets AS ticket
          LEFT JOIN LATERAL (
            SELECT coalesce(later.before, '{}') AS before
            FROM ledger.events AS later
            WHERE later.ticket_id = ticket.id
              AND later.incident_id IS NULL
              AND later.id > event.id
              AND later.after ? 'requester'
            ORDER BY later.id
            LIMIT 1
          ) AS next ON true
          WHERE ticket.id = event.ticket_id
            AND EXISTS (
              SELECT FROM ledger.archived_events AS past WHERE past.ticket_id = event.ticket_id
            )
        ) AS said
        ORDER BY said.id DESC
        LIMIT 1
      )
      ELSE false END AS is_answer,
    report_internals.backlog_change(event.before ->> 'status', event.after ->> 'status')
      AS backlog_change,
    CASE WHEN event.kind = 'ticket.sla_breached' THEN event.after ->> 'metric' END AS sla_metric
  FROM ledger.events AS event
  UNION ALL
  SELECT
    incident_id,
    id, at, ticket_id, kind, status, status_before, category, category_before, priority,
    priority_before, assignee, sets_assignee, source, decided_by, ruleset, visibility, is_answer,
    backlog_change, sla_metric
  FROM ledger.archived_events
) AS event
WHERE ticket_id IS NOT NULL
  AND incident_id IS NULL
  AND kind LIKE 'ticket.%';

COMMENT ON VIEW reporting.ticket_events IS
  'A row per change of a ticket, from the ledger. What a change leaves as it was is NULL.';

CREATE VIEW reporting.incident_events AS
SELECT
  id, at, incident_id, ticket_id, kind, status, status_before, severity, severity_before, assignee,
  sets_assignee, acknowledged_at, resolved_at, created_at, merged_into, absorbed, rule_version,
  rule, escalatable_at, backlog_change, sla_metric
FROM (
  SELECT
    event.id,
    event.at,
    event.incident_id,
    event.ticket_id,
    event.kind,
    event.after ->> 'status' AS status,
    event.before ->> 'status' AS status_before,
    event.after ->> 'severity' AS severity,
    event.before ->> 'severity' AS severity_before,
    event.after ->> 'assignee' AS assignee,
    coalesce(event.after ? 'assignee', false) AS sets_assignee,
    (event.after ->> 'acknowledged_at')::timestamptz AS acknowledged_at,
    (event.after ->> 'resolved_at')::timestamptz AS resolved_at,
    (event.after ->> 'created_at')::timestamptz AS created_at,
    (event.after ->> 'merged_into')::bigint AS merged_into,
    (event.after ->> 'absorbed')::bigint AS absorbed,
    (event.after ->> 'rule_version')::integer AS rule_version,
    event.after ->> 'rule' AS rule,
    CASE WHEN event.kind = 'incident.opened' THEN (
      SELECT coalesce(incident.own_escalatable_at, incident.escalatable_at)
      FROM response.incidents AS incident
      WHERE incident.id = event.incident_id
    ) END AS escalatable_at,
    report_internals.backlog_change(event.before ->> 'status', event.after ->> 'status')
      AS backlog_change,
    CASE WHEN event.kind = 'incident.sla_breached' THEN event.after ->> 'metric' END AS sla_metric
  FROM ledger.events AS event
  UNION ALL
  SELECT
    id, at, incident_id, ticket_id, kind, status, status_before, severity, severity_before,
    assignee, sets_assignee, acknowledged_at, resolved_at, created_at, merged_into, absorbed,
    rule_version, rule, escalatable_at, backlog_change, sla_metric
  FROM ledger.archived_events
) AS event
WHERE incident_id IS NOT NULL
  AND kind LIKE 'incident.%';

COMMENT ON VIEW reporting.incident_events IS
  'A row per change of an incident, from the ledger. What a change leaves as it was is NULL.';

CREATE VIEW reporting.dead_escalations AS
SELECT id, ticket_id, severity, queued_at, attempts, died_at, last_error
FROM relay.escalations
WHERE died_at IS NOT NULL;

COMMENT ON VIEW reporting.dead_escalations IS
  'A row per escalation that failed too often and waits for somebody to look.';
