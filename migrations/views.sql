-- Every number that is reported, as a view. These files are applied last, every time, in the order
-- of their names; so everything in them can be replaced, and nothing else lives in these schemas.
--
-- reporting         the contract: views and functions, each column with its comment
-- report_internals  how they are made: each definition once, as a function
--
-- A view reads tables by the rights of its owner, and calls functions by those of who asks. So the
-- functions here read the views of reporting alone, and lend nobody anything.

DROP SCHEMA IF EXISTS reporting CASCADE;
DROP SCHEMA IF EXISTS report_internals CASCADE;
CREATE SCHEMA reporting;
CREATE SCHEMA report_internals;
COMMENT ON SCHEMA reporting IS
  'Views and functions and nothing else; read by reporter, what is personal by reporter_personal.';
COMMENT ON SCHEMA report_internals IS 'What the views of reporting have in common.';

-- How long, on a clock that never stops.
CREATE FUNCTION report_internals.seconds(since timestamptz, until timestamptz) RETURNS float8
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN extract(epoch FROM until - since)::float8;

-- Whether a ticket or an incident in this status is part of the backlog.
CREATE FUNCTION report_internals.is_open(status text) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN status IN ('open', 'in_progress', 'waiting', 'acknowledged');

-- What a change of status does to the backlog: 1 where it enters, -1 where it leaves, else 0. What
-- is new was nothing before.
CREATE FUNCTION report_internals.backlog_change(before text, after text) RETURNS integer
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN after IS NULL THEN 0 ELSE
    report_internals.is_open(after)::integer
      - coalesce(report_internals.is_open(before), false)::integer END;

-- What is said of many values. A NULL counts, and has no value; percentiles are continuous. In
-- their order, because the last digit of a mean depends on it.
CREATE FUNCTION report_internals.summary(samples float8[]) RETURNS rollup.summary
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT (n, mean, points[1], points[2], points[3], points[4], points[5], maximum)::rollup.summary
  FROM (
    SELECT count(*) AS n, avg(sample) AS mean, max(sample) AS maximum,
      percentile_cont(ARRAY[0.5, 0.75, 0.9, 0.95, 0.99]) WITHIN GROUP (ORDER BY sample) AS points
    FROM (SELECT sample FROM unnest(samples) AS sample ORDER BY sample) AS sorted
  ) AS whole;
END;

-- A part of a whole; NULL where there is no whole.
CREATE FUNCTION report_internals.ratio(part bigint, whole bigint) RETURNS float8
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN part::float8 / nullif(whole, 0);

-- By what words a business time is meant, and which promises were made.

CREATE VIEW reporting.sla_calendars AS
SELECT version, name, zone, windows, holidays, week
FROM response.sla_calendars;

COMMENT ON VIEW reporting.sla_calendars IS
  'A row per version of a calendar: when business time counts.';

CREATE VIEW reporting.sla_clocks AS
SELECT
  clock.id,
  clock.subject,
  clock.subject_id,
  clock.metric,
  clock.policy,
  policy.name AS policy_name,
  clock.calendar,
  report_internals.seconds('epoch', timestamptz 'epoch' + clock.target::interval)
    AS target_seconds,
  clock.started_at,
  clock.stopped_at,
  clock.due_at,
  clock.cancelled_at,
  clock.breached_at,
  clock.state,
  clock.active,
  clock.paused
FROM response.sla_clocks AS clock
LEFT JOIN response.sla_policies AS policy ON policy.version = clock.policy;

COMMENT ON VIEW reporting.sla_clocks IS
  'A row per promise about a ticket or an incident, as it stands now, those cancelled included.';

-- The calendar of a ticket or an incident: that of the first promise that was made about it, which
-- no later change of its priority touches. No row where nothing was ever promised.
CREATE FUNCTION report_internals.calendar(kind text, number bigint)
  RETURNS TABLE (zone text, week int4multirange, holidays date[])
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT zone, week, holidays
  FROM reporting.sla_calendars
  WHERE version = (
    SELECT calendar
    FROM (
      -- Two halves, because each has an index of its own.
      SELECT id, calendar
      FROM reporting.sla_clocks
      WHERE subject = kind AND subject_id = number AND state <> 'cancelled'
      UNION ALL
      SELECT id, calendar
      FROM reporting.sla_clocks
      WHERE subject = kind AND subject_id = number AND state = 'cancelled'
    ) AS clocks
    ORDER BY id
    LIMIT 1
  );
END;

-- How long, while the windows of a calendar are open. NULL without an end.
CREATE FUNCTION report_internals.business_seconds(
  zone text, week int4multirange, holidays date[], since timestamptz, until timestamptz
) RETURNS float8
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE
    WHEN until IS NULL THEN NULL
    WHEN until <= since THEN 0
    WHEN week = '{[0,10080)}' AND holidays = '{}' THEN report_internals.seconds(since, until)
    ELSE (
      SELECT extract(epoch FROM response.sla_elapsed(business_windows))::float8
      FROM response.calendar_windows(zone, week, holidays, tstzrange(since, until))
    ) END;
