-- Tickets and incidents as they are now, and the metrics day by day, in UTC. A day without anything
-- is there, with n = 0. What is shown of a day is of what began on it, unless it says otherwise.

CREATE VIEW reporting.tickets AS
SELECT
  life.id, life.status, life.category, life.first_category, life.priority, life.first_priority,
  life.assignee, life.source, life.decided_by, life.ruleset, life.created_at, life.updated_at,
  life.first_response_at, life.resolved_at, life.closed_at, life.times_resolved,
  life.times_reopened, life.first_response_seconds, life.first_response_business_seconds,
  life.resolution_seconds, life.resolution_business_seconds,
  report_internals.age(life.status, life.created_at, public.clock_now()) AS open_seconds
FROM report_internals.ticket_lives(public.clock_now()) AS life;

COMMENT ON VIEW reporting.tickets IS
  'A row per ticket, as the ledger knows it now. What has not happened is NULL.';

CREATE VIEW reporting.incidents AS
SELECT
  life.id, life.ticket_id, life.status, life.severity, life.first_severity, life.assignee,
  life.rule, life.rule_version, life.escalatable_at, life.opened_at, life.created_at,
  life.updated_at, life.acknowledged_at, life.resolved_at, life.merged_into, life.times_resolved,
  life.times_reopened, life.escalation_lag_seconds, life.acknowledge_seconds,
  life.acknowledge_business_seconds, life.resolve_seconds, life.resolve_business_seconds,
  report_internals.age(life.status, life.created_at, public.clock_now()) AS open_seconds
FROM report_internals.incident_lives(public.clock_now()) AS life;

COMMENT ON VIEW reporting.incidents IS
  'A row per incident, as the ledger knows it now. What has not happened is NULL. A merged one has '
  'no times of its own but the lag: they are those of the survivor.';

CREATE VIEW reporting.volume_by_day AS
SELECT
  day, tickets_created, tickets_reopened, tickets_opened, tickets_closed, incidents_created,
  incidents_reopened, incidents_opened, incidents_closed, incidents_merged
FROM report_internals.flow_days();

COMMENT ON VIEW reporting.volume_by_day IS
  'A row per day (UTC): what came and what went on that day. opened - closed is how the backlog '
  'changed.';

CREATE VIEW reporting.backlog_by_day AS
SELECT
  day,
  sum(tickets_opened - tickets_closed) OVER (ORDER BY day)::bigint AS tickets,
  sum(incidents_opened - incidents_closed) OVER (ORDER BY day)::bigint AS incidents,
  tickets_opened - tickets_closed AS tickets_change,
  incidents_opened - incidents_closed AS incidents_change
FROM report_internals.flow_days();

COMMENT ON VIEW reporting.backlog_by_day IS
  'A row per day (UTC): what was open at its end, today: what is open now.';

CREATE VIEW reporting.triage_quality AS
SELECT
  day, category, triaged, by_default, kept, triaged - kept AS corrected_away, corrected_into,
  priority_corrected,
  report_internals.ratio(kept, triaged) AS precision_ratio,
  report_internals.ratio(kept, kept + corrected_into) AS recall_ratio
FROM report_internals.triage_days();

COMMENT ON VIEW reporting.triage_quality IS
  'A row per day (UTC) on which tickets were created and per category: what triage said, and what '
  'people have made of it since.';
