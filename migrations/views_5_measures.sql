-- How long things took, how they were kept, and who has how much to do.

CREATE VIEW reporting.escalation_lag AS
SELECT
  day,
  level AS severity,
  (lag).n,
  (lag).mean AS mean_seconds,
  (lag).median AS median_seconds,
  (lag).p75 AS p75_seconds,
  (lag).p90 AS p90_seconds,
  (lag).p95 AS p95_seconds,
  (lag).p99 AS p99_seconds,
  (lag).max AS max_seconds
FROM report_internals.incident_days();

COMMENT ON VIEW reporting.escalation_lag IS
  'A row per day (UTC) on which incidents were opened and per severity: how long it took from when '
  'their tickets became escalatable. Those opened by hand are left out, those merged are not.';

CREATE VIEW reporting.mtta AS
SELECT
  day,
  level AS severity,
  (acknowledged).n,
  (acknowledged).mean AS mean_seconds,
  (acknowledged).median AS median_seconds,
  (acknowledged).p75 AS p75_seconds,
  (acknowledged).p90 AS p90_seconds,
  (acknowledged).p95 AS p95_seconds,
  (acknowledged).p99 AS p99_seconds,
  (acknowledged).max AS max_seconds,
  (acknowledged_business).mean AS mean_business_seconds,
  (acknowledged_business).median AS median_business_seconds,
  (acknowledged_business).p90 AS p90_business_seconds,
  (acknowledged_business).p95 AS p95_business_seconds,
  unacknowledged,
  report_internals.seconds(oldest_unacknowledged, public.clock_now())
    AS oldest_unacknowledged_seconds
FROM report_internals.incident_days();

COMMENT ON VIEW reporting.mtta IS
  'A row per day (UTC) on which incidents began and per severity: how long it took until somebody '
  'acknowledged them. What nobody has is counted beside, and is no zero.';

CREATE VIEW reporting.mttr_resolve AS
SELECT
  day,
  level AS severity,
  (resolved).n,
  (resolved).mean AS mean_seconds,
  (resolved).median AS median_seconds,
  (resolved).p75 AS p75_seconds,
  (resolved).p90 AS p90_seconds,
  (resolved).p95 AS p95_seconds,
  (resolved).p99 AS p99_seconds,
  (resolved).max AS max_seconds,
  (resolved_business).mean AS mean_business_seconds,
  (resolved_business).median AS median_business_seconds,
  (resolved_business).p90 AS p90_business_seconds,
  (resolved_business).p95 AS p95_business_seconds
FROM report_internals.incident_days();

COMMENT ON VIEW reporting.mttr_resolve IS
  'A row per day (UTC) on which incidents began and per severity: how long it took to resolve '
  'those that are resolved and not reopened since.';

CREATE VIEW reporting.first_response AS
SELECT
  day,
  level AS priority,
  (response).n,
  (response).mean AS mean_seconds,
  (response).median AS median_seconds,
  (response).p75 AS p75_seconds,
  (response).p90 AS p90_seconds,
  (response).p95 AS p95_seconds,
  (response).p99 AS p99_seconds,
  (response).max AS max_seconds,
  (response_business).n AS business_n,
  (response_business).mean AS mean_business_seconds,
  (response_business).median AS median_business_seconds,
  (response_business).p75 AS p75_business_seconds,
  (response_business).p90 AS p90_business_seconds,
  (response_business).p95 AS p95_business_seconds,
  unanswered,
  report_internals.seconds(oldest_unanswered, public.clock_now()) AS oldest_unanswered_seconds
FROM report_internals.ticket_days();

COMMENT ON VIEW reporting.first_response IS
  'A row per day (UTC) on which tickets were created and per priority: how long it took until '
  'somebody else than who reported them said something that is public.';

CREATE VIEW reporting.reopen_rate AS
SELECT
  day,
  level AS severity,
  (incident.reopened).n,
  (incident.reopened).mean AS reopen_ratio,
  (ticket.reopened).n AS tickets_n,
  (ticket.reopened).mean AS tickets_reopen_ratio
FROM report_internals.incident_days() AS incident
JOIN report_internals.ticket_days() AS ticket USING (day, level);

COMMENT ON VIEW reporting.reopen_rate IS
  'A row per day (UTC) on which incidents and tickets began and per severity, which is the '
  'priority of a ticket: of those that were resolved once, the part that was reopened.';

CREATE VIEW reporting.sla_compliance AS
SELECT
  day, subject, metric, met + breached AS n, met, breached, left_out,
  report_internals.ratio(met, met + breached) AS compliance_ratio
FROM report_internals.promise_days();

COMMENT ON VIEW reporting.sla_compliance IS
  'A row per day (UTC) on which promises were made and per kind of promise: which were kept. Those '
  'that run, are paused or were cancelled are left out of n.';

CREATE VIEW reporting.workload AS
SELECT
  assignee,
  count(*) FILTER (WHERE kind = 'ticket' AND is_open) AS open_tickets,
  count(*) FILTER (WHERE kind = 'ticket' AND status = 'waiting') AS waiting_tickets,
  count(*) FILTER (WHERE kind = 'incident' AND is_open) AS open_incidents,
  count(*) FILTER (WHERE is_open AND level = 'high') AS open_high,
  max(open_seconds) AS oldest_open_seconds,
  count(*) FILTER (WHERE kind = 'ticket' AND is_recent) AS tickets_resolved_7_days,
  count(*) FILTER (WHERE kind = 'incident' AND is_recent) AS incidents_resolved_7_days
FROM (
  SELECT 'ticket' AS kind, assignee, status, priority AS level, open_seconds,
    open_seconds IS NOT NULL AS is_open,
    resolved_at > public.clock_now() - interval '168 hours' AS is_recent
  FROM reporting.tickets
  WHERE report_internals.is_open(status)
    OR resolved_at > public.clock_now() - interval '168 hours'
  UNION ALL
  SELECT 'incident', assignee, status, severity, open_seconds, open_seconds IS NOT NULL,
    resolved_at > public.clock_now() - interval '168 hours'
  FROM reporting.incidents
  WHERE report_internals.is_open(status)
    OR resolved_at > public.clock_now() - interval '168 hours'
) AS work
GROUP BY assignee;

COMMENT ON VIEW reporting.workload IS
  'A row per person, and one of assignee NULL for what is nobody''s: what they have to do now. '
  'Who has nothing open and resolved nothing lately has no row.';

CREATE VIEW reporting.delivery_health AS
SELECT
  days.day,
  webhook.id AS webhook_id,
  webhook.name AS webhook,
  webhook.format,
  webhook.enabled,
  messages.queued,
  messages.delivered AS n,
  messages.dead,
  messages.queued - messages.delivered - messages.dead AS waiting,
  report_internals.ratio(messages.delivered, messages.delivered + messages.dead)
    AS delivered_ratio,
  messages.mean_attempts,
  taken.mean AS mean_seconds,
  taken.median AS median_seconds,
  taken.p75 AS p75_seconds,
  taken.p90 AS p90_seconds,
  taken.p95 AS p95_seconds,
  taken.max AS max_seconds
FROM report_internals.days() AS days
CROSS JOIN response.webhooks AS webhook
CROSS JOIN LATERAL (
  SELECT
    count(*) AS queued,
    count(delivery.delivered_at) AS delivered,
    count(delivery.died_at) AS dead,
    avg(delivery.attempts)::float8 AS mean_attempts,
    array_agg(report_internals.seconds(delivery.created_at, delivery.delivered_at))
      FILTER (WHERE delivery.delivered_at IS NOT NULL) AS durations
  FROM response.deliveries AS delivery
  WHERE delivery.webhook_id = webhook.id
    AND delivery.created_at >= days.starts_at
    AND delivery.created_at < days.ends_at
) AS messages
CROSS JOIN LATERAL report_internals.summary(messages.durations) AS taken;

COMMENT ON VIEW reporting.delivery_health IS
  'A row per day (UTC) on which messages were queued and per webhook. Of what is kept: messages '
  'that were delivered long ago are forgotten, so this is not of the ledger.';
