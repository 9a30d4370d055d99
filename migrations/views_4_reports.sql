-- Tickets and incidents as they are now, and the metrics day by day, in UTC. A day without anything
-- is there, with n = 0. What is shown of a day is of what began on it, unless it says otherwise.

CREATE VIEW reporting.tickets AS
SELECT
  life.id, life.status, life.category, life.first_category, life.priority, life.first_priority,
  life.assignee, life.source, life.decided_by, life.ruleset, life.created_at, life.updated_at,
  life.first_response_at, life.resolved_at, life.closed_at, life.times_resolved,
  life.times_reopened, life.first_response_seconds, life.first_response_business_seconds,
  life.resolution_seconds, life.resolution_business_seconds, life.open_seconds
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
  life.open_seconds
FROM report_internals.incident_lives(public.clock_now()) AS life;

COMMENT ON VIEW reporting.incidents IS
  'A row per incident, as the ledger knows it now. What has not happened is NULL. A merged one has '
  'no times of its own but the lag: they are those of the survivor.';

-- From the day of the first event to today.
CREATE FUNCTION report_internals.days()
  RETURNS TABLE (day date, starts_at timestamptz, ends_at timestamptz)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT midnight::date, timezone('UTC', midnight), timezone('UTC', midnight + interval '1 day')
  FROM generate_series(
    (
      SELECT date_trunc('day', timezone('UTC', first.at))
      FROM (SELECT id, at FROM reporting.ticket_events ORDER BY id LIMIT 1) AS first
    ),
    timezone('UTC', public.clock_now()), interval '1 day') AS midnight;
END;

-- The samples of up to three metrics, of tickets or of incidents, that belong to a time: for `all`
-- and for every priority, which is a severity, too.
CREATE FUNCTION report_internals.ticket_levels(
  wanted text[], since timestamptz, until timestamptz
) RETURNS TABLE (level text, first float8[], second float8[], third float8[])
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    part.level,
    array_agg(sample.value) FILTER (WHERE sample.metric = wanted[1]),
    array_agg(sample.value) FILTER (WHERE sample.metric = wanted[2]),
    array_agg(sample.value) FILTER (WHERE sample.metric = wanted[3])
  FROM unnest(ARRAY['all', 'high', 'medium', 'low']) AS part (level)
  LEFT JOIN (
    SELECT metric, level, value
    FROM report_internals.ticket_samples(public.clock_now())
    WHERE metric = ANY (wanted) AND at >= since AND at < until
  ) AS sample ON part.level IN ('all', sample.level)
  GROUP BY part.level;
END;

CREATE FUNCTION report_internals.incident_levels(
  wanted text[], since timestamptz, until timestamptz
) RETURNS TABLE (level text, first float8[], second float8[], third float8[])
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    part.level,
    array_agg(sample.value) FILTER (WHERE sample.metric = wanted[1]),
    array_agg(sample.value) FILTER (WHERE sample.metric = wanted[2]),
    array_agg(sample.value) FILTER (WHERE sample.metric = wanted[3])
  FROM unnest(ARRAY['all', 'high', 'medium', 'low']) AS part (level)
  LEFT JOIN (
    SELECT metric, level, value
    FROM report_internals.incident_samples(public.clock_now())
    WHERE metric = ANY (wanted) AND at >= since AND at < until
  ) AS sample ON part.level IN ('all', sample.level)
  GROUP BY part.level;
END;

CREATE VIEW reporting.volume_by_day AS
SELECT
  days.day,
  flow.tickets_created,
  flow.tickets_reopened,
  flow.tickets_opened,
  flow.tickets_closed,
  flow.incidents_created,
  flow.incidents_reopened,
  flow.incidents_opened,
  flow.incidents_closed,
  flow.incidents_merged
FROM report_internals.days() AS days
CROSS JOIN LATERAL (
  SELECT
    count(*) FILTER (WHERE metric = 'tickets_created') AS tickets_created,
    count(*) FILTER (WHERE metric = 'tickets_reopened') AS tickets_reopened,
    count(*) FILTER (WHERE metric = 'tickets_opened') AS tickets_opened,
    count(*) FILTER (WHERE metric = 'tickets_closed') AS tickets_closed,
    count(*) FILTER (WHERE metric = 'incidents_created') AS incidents_created,
    count(*) FILTER (WHERE metric = 'incidents_reopened') AS incidents_reopened,
    count(*) FILTER (WHERE metric = 'incidents_opened') AS incidents_opened,
    count(*) FILTER (WHERE metric = 'incidents_closed') AS incidents_closed,
    count(*) FILTER (WHERE metric = 'incidents_merged') AS incidents_merged
  FROM report_internals.flow_samples(public.clock_now())
  WHERE at >= days.starts_at
    AND at < days.ends_at
) AS flow;

COMMENT ON VIEW reporting.volume_by_day IS
  'A row per day (UTC): what came and what went on that day. opened - closed is how the backlog '
  'changed.';

CREATE VIEW reporting.backlog_by_day AS
SELECT
  days.day,
  coalesce(sum(change.tickets) OVER (ORDER BY days.day), 0)::bigint AS tickets,
  coalesce(sum(change.incidents) OVER (ORDER BY days.day), 0)::bigint AS incidents,
  coalesce(change.tickets, 0)::bigint AS tickets_change,
  coalesce(change.incidents, 0)::bigint AS incidents_change
FROM report_internals.days() AS days
LEFT JOIN (
  SELECT
    timezone('UTC', flow.at)::date AS day,
    sum(flow.value) FILTER (WHERE flow.metric = 'ticket_backlog') AS tickets,
    sum(flow.value) FILTER (WHERE flow.metric = 'incident_backlog') AS incidents
  FROM report_internals.flow_samples(public.clock_now()) AS flow
  WHERE flow.metric IN ('ticket_backlog', 'incident_backlog')
  GROUP BY timezone('UTC', flow.at)::date
) AS change ON change.day = days.day;

COMMENT ON VIEW reporting.backlog_by_day IS
  'A row per day (UTC): what was open at its end, today: what is open now.';

CREATE VIEW reporting.triage_quality AS
SELECT
  days.day,
  sort.category,
  quality.triaged,
  quality.by_default,
  quality.kept,
  quality.triaged - quality.kept AS corrected_away,
  quality.corrected_into,
  quality.priority_corrected,
  report_internals.ratio(quality.kept, quality.triaged) AS precision_ratio,
  report_internals.ratio(quality.kept, quality.kept + quality.corrected_into) AS recall_ratio
FROM report_internals.days() AS days
CROSS JOIN unnest(ARRAY['security', 'network', 'hardware', 'software']) AS sort (category)
CROSS JOIN LATERAL (
  SELECT
    count(*) FILTER (WHERE life.first_category = sort.category) AS triaged,
    count(*) FILTER (WHERE life.first_category = sort.category AND life.decided_by = 'default')
      AS by_default,
    count(*) FILTER (WHERE life.first_category = sort.category AND life.category = sort.category)
      AS kept,
    count(*) FILTER (WHERE life.first_category <> sort.category AND life.category = sort.category)
      AS corrected_into,
    count(*) FILTER (
      WHERE life.first_category = sort.category AND life.priority <> life.first_priority)
      AS priority_corrected
  FROM report_internals.ticket_lives(public.clock_now()) AS life
  WHERE life.created_at >= days.starts_at
    AND life.created_at < days.ends_at
    AND life.decided_by IN ('rules', 'default')
) AS quality;

COMMENT ON VIEW reporting.triage_quality IS
  'A row per day (UTC) on which tickets were created and per category: what triage said, and what '
  'people have made of it since.';
