-- SLA clocks: how much counted time may pass until a ticket or an incident is answered,
-- acknowledged, resolved; and how much has passed. docs/sla.md says it in plain words.
--
-- The counted time of a clock is the windows of its calendar * the time it was active - the time it
-- was paused. All figures are read from that one multirange: elapsed is the sum of its lengths, and
-- the due time is the instant at which so much as the target has been counted. The disputed cases:
--
-- policy changed   A clock keeps the policy and calendar versions that it was started with.
-- born paused      The clock starts paused. Nothing is counted or due until it goes on.
-- born resolved    The clock starts and stops at once: met, nothing counted, nothing due.
-- reopened         The clock goes on where it stood; the time in between does not count. What was
--                  breached stays so. What was met can be breached from now on only.
-- priority raised  Where another policy applies now, a clock that still runs is cancelled, and one
-- (or lowered)     of that policy takes over. It counts by its calendar from the same start on,
--                  less the same pauses, and is due now at the earliest: nobody can be late for
--                  what was not asked yet. What is met or breached stays so.
-- at the due time  What is done at the due instant is in time; a microsecond later it is a breach,
--                  also where that is outside of the windows and no more was counted.
-- out of reach     What would not be due within 20 years is never due.

-- Windows as minutes from Monday 00:00 on; NULL where one is malformed.
CREATE FUNCTION response.sla_week(windows text[]) RETURNS int4multirange
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT CASE WHEN bool_and(part IS NOT NULL) THEN
    range_agg(int4range(opens, CASE WHEN closes > opens THEN closes ELSE closes + 1440 END)) END
  FROM unnest(windows) AS line
  CROSS JOIN regexp_match(line, '^(mon|tue|wed|thu|fri|sat|sun)(?:-(mon|tue|wed|thu|fri|sat|sun))?'
    ' ([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$') AS part
  CROSS JOIN LATERAL (
    SELECT strpos('montuewedthufrisatsun', part[1]) / 3,
      strpos('montuewedthufrisatsun', coalesce(part[2], part[1])) / 3
  ) AS days (first, last)
  CROSS JOIN generate_series(0, 6) AS day
  CROSS JOIN LATERAL (
    SELECT day * 1440 + part[3]::integer * 60 + part[4]::integer,
      day * 1440 + part[5]::integer * 60 + part[6]::integer
  ) AS minutes (opens, closes)
  WHERE ((day - first + 7) % 7 <= (last - first + 7) % 7) IS NOT FALSE;
END;

CREATE TABLE response.sla_calendars (
  version integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  zone text NOT NULL,
  windows text[] NOT NULL,
  holidays date[] NOT NULL DEFAULT '{}',
  note text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT public.clock_now(),
  week int4multirange GENERATED ALWAYS AS (response.sla_week(windows)) STORED,
  -- The second condition fails with 22023 where the server does not know the zone.
  CONSTRAINT "a zone is UTC or an IANA name like Europe/London"
    CHECK (zone ~ '^(UTC|[A-Z][A-Za-z]+(/[A-Z][A-Za-z_-]+)+)$'
      AND timezone(zone, timestamptz 'epoch') IS NOT NULL),
  CONSTRAINT "a window is like mon-fri 09:00-17:00, and there is one" CHECK (week IS NOT NULL),
  CONSTRAINT "a holiday is a date" CHECK (array_position(holidays, NULL) IS NULL)
);

COMMENT ON TABLE response.sla_calendars IS 'Versions; a change is a new row of the same name.';
COMMENT ON COLUMN response.sla_calendars.windows IS
  'Wall-clock times: mon-fri 09:00-17:00. What does not end after its begin ends the next day.';
COMMENT ON COLUMN response.sla_calendars.holidays IS
  'Dates of the zone on which nothing counts, from midnight to midnight.';

-- A day could be 24 hours or one working day; so nobody may say a day.
CREATE DOMAIN response.sla_target AS interval
  CONSTRAINT "a target is more than none, in hours, minutes and seconds"
  CHECK (VALUE > '0' AND extract(day FROM VALUE) = 0 AND date_trunc('month', VALUE) = '0');

CREATE TABLE response.sla_policies (
  version integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  subject text NOT NULL,
  priorities text[],
  categories text[],
  rank smallint NOT NULL DEFAULT 100,
  calendar integer NOT NULL REFERENCES response.sla_calendars (version),
  first_response response.sla_target,
  acknowledgement response.sla_target,
  resolution response.sla_target,
  paused_in text[] NOT NULL DEFAULT '{}',
  effective_from timestamptz NOT NULL DEFAULT public.clock_now(),
  note text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT public.clock_now(),
  CONSTRAINT "a subject is a ticket or an incident" CHECK (subject IN ('ticket', 'incident')),
  CONSTRAINT "a priority is high, medium or low"
    CHECK (priorities <@ ARRAY['high', 'medium', 'low'] AND priorities <> '{}'),
  CONSTRAINT "a category is one of four"
    CHECK (categories <@ ARRAY['security', 'network', 'hardware', 'software']
      AND categories <> '{}'),
  CONSTRAINT "a clock pauses in statuses in which the subject is open"
    CHECK (paused_in <@ CASE subject WHEN 'ticket' THEN ARRAY['open', 'in_progress', 'waiting']
      ELSE ARRAY['open', 'acknowledged'] END)
);

COMMENT ON TABLE response.sla_policies IS
  'Versions; a change is a new row of the same name, and one without a target ends the policy.';
COMMENT ON COLUMN response.sla_policies.priorities IS 'Priorities or severities; NULL: any.';
COMMENT ON COLUMN response.sla_policies.categories IS 'Of the ticket; NULL: any.';
COMMENT ON COLUMN response.sla_policies.rank IS
  'Of several policies that fit, the one of the lowest rank applies, then the first by name.';
COMMENT ON COLUMN response.sla_policies.paused_in IS 'The statuses in which the clocks pause.';

CREATE INDEX policies_by_name ON response.sla_policies (name, effective_from DESC, version DESC);

CREATE FUNCTION response.refuse_change() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION 'versions in % are never changed: insert another one', TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER calendars_are_never_changed
  BEFORE UPDATE OR DELETE OR TRUNCATE ON response.sla_calendars
  FOR EACH STATEMENT EXECUTE FUNCTION response.refuse_change();
CREATE TRIGGER policies_are_never_changed
  BEFORE UPDATE OR DELETE OR TRUNCATE ON response.sla_policies
  FOR EACH STATEMENT EXECUTE FUNCTION response.refuse_change();

-- When a calendar counts, within a time that ends. An instant counts when the clock on the wall, in
-- the calendar's zone, shows a time of a window and no holiday. So an hour that spring skips counts
-- not at all, and one that autumn repeats counts twice.
CREATE FUNCTION response.business_windows(calendar integer, during tstzrange)
  RETURNS tstzmultirange
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  WITH chosen AS (
    SELECT zone, week, holidays, date_trunc('day', lower(during), 'UTC') AS since,
      upper(during) + interval '24 hours' AS until
    FROM response.sla_calendars
    WHERE version = calendar
  ), wall AS (
    -- The windows, week by week, in wall-clock time.
    SELECT range_agg(tsrange(
        monday + lower(minutes) * interval '1 minute', monday + upper(minutes) * interval '1 minute'
      )) - coalesce((SELECT range_agg(tsrange(day, day + 1)) FROM unnest(holidays) AS day), '{}')
      AS windows
    FROM chosen
    CROSS JOIN generate_series(date_trunc('week', timezone('UTC', since)) - interval '7 days',
      timezone('UTC', until), interval '7 days') AS monday
    CROSS JOIN unnest(week) AS minutes
    GROUP BY holidays
  ), days AS (
    SELECT zone, day, shift, lag(shift) OVER (ORDER BY day) AS shift_before
    FROM chosen
    CROSS JOIN generate_series(since, until, interval '24 hours') AS day
    CROSS JOIN LATERAL (SELECT timezone(zone, day) - timezone('UTC', day) AS shift) AS ahead_of_utc
  ), shifts AS (
    -- From when on the zone is how much ahead of UTC. Clocks change at quarters of an hour.
    SELECT shift, CASE WHEN shift_before IS NULL THEN day ELSE (
        SELECT min(quarter)
        FROM generate_series(day - interval '24 hours', day, interval '15 minutes') AS quarter
        WHERE timezone(zone, quarter) - timezone('UTC', quarter) = shift
      ) END AS since
    FROM days
    WHERE shift_before IS DISTINCT FROM shift
  ), regimes AS (
    SELECT shift, tstzrange(since, lead(since) OVER (ORDER BY since)) AS regime
    FROM shifts
  )
  SELECT coalesce(range_agg(regime * during * tstzrange(
    timezone('UTC', lower(local_window) - shift), timezone('UTC', upper(local_window) - shift)
  )), '{}')
  FROM wall
  CROSS JOIN unnest(windows) AS local_window
  CROSS JOIN regimes;
END;

-- The counted time of a clock within a time that ends: what all other figures are read from.
CREATE FUNCTION response.sla_counted(
  calendar integer, active tstzmultirange, paused tstzmultirange, during tstzrange
) RETURNS tstzmultirange
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN response.business_windows(calendar, during * range_merge(active - paused))
    * active - paused;

-- The working: each interval that was counted, and how much has been counted when it ends. Never in
-- days, which would be added to an instant in the time zone of the session.
CREATE FUNCTION response.sla_intervals(counted tstzmultirange)
  RETURNS TABLE (starts_at timestamptz, ends_at timestamptz, elapsed interval)
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT lower(part), upper(part), make_interval(
    secs => (sum(extract(epoch FROM upper(part) - lower(part))) OVER (ORDER BY part))::float8)
  FROM unnest(counted) AS part
  ORDER BY part;
END;

CREATE FUNCTION response.sla_elapsed(counted tstzmultirange) RETURNS interval
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (SELECT coalesce(max(elapsed), '0') FROM response.sla_intervals(counted));

-- When so much as the target has been counted, as if the clock were not stopped at its end; not
-- before it was promised. NULL: never, as things are.
CREATE FUNCTION response.sla_due(
  calendar integer, active tstzmultirange, paused tstzmultirange,
  target interval, promised_at timestamptz
) RETURNS timestamptz
  LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
  going tstzmultirange := active - paused;
  missing interval := target;
  step interval := '168 hours';
  since timestamptz;
  until timestamptz;
  counted tstzmultirange;
  due timestamptz;
BEGIN
  IF NOT upper_inf(active) THEN
    going := active + tstzmultirange(tstzrange(upper(active), NULL)) - paused;
  END IF;
  since := lower(going);
  until := least(since + interval '20 years', upper(going));
  -- Most targets are used up within the first step; a far one costs what its windows cost, once.
  WHILE since < until LOOP
    counted := response.sla_counted(
      calendar, going, '{}', tstzrange(since, least(since + step, until)));
    SELECT ends_at - (elapsed - missing) INTO due
    FROM response.sla_intervals(counted)
    WHERE elapsed >= missing
    ORDER BY ends_at
    LIMIT 1;
    IF FOUND THEN
      RETURN greatest(due, promised_at);
    END IF;
    missing := missing - response.sla_elapsed(counted);
    since := since + step;
    step := step * 2;
  END LOOP;
  RETURN NULL;
END
$$;

CREATE FUNCTION response.sla_state(
  active tstzmultirange, paused tstzmultirange, due_at timestamptz, at timestamptz
) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE
    WHEN due_at < CASE WHEN upper_inf(active) THEN at ELSE upper(active) END THEN 'breached'
    WHEN NOT upper_inf(active) THEN 'met'
    WHEN upper_inf(paused) THEN 'paused'
    ELSE 'running'
  END;

CREATE TABLE response.sla_clocks (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject text NOT NULL,
  subject_id bigint NOT NULL,
  metric text NOT NULL,
  -- No foreign key: it would lock the one policy row in every insert. Policies are never deleted.
  policy integer NOT NULL,
  calendar integer NOT NULL,
  target response.sla_target NOT NULL,
  started_at timestamptz NOT NULL,
  promised_at timestamptz NOT NULL,
  active tstzmultirange NOT NULL,
  paused tstzmultirange NOT NULL DEFAULT '{}',
  due_at timestamptz,
  cancelled_at timestamptz,
  breached_at timestamptz,
  breach_noticed_at timestamptz,
  stopped_at timestamptz GENERATED ALWAYS AS (
    CASE WHEN NOT upper_inf(active) THEN coalesce(upper(active), started_at) END
  ) STORED,
  state text NOT NULL GENERATED ALWAYS AS (
    CASE WHEN cancelled_at IS NOT NULL THEN 'cancelled'
      ELSE response.sla_state(active, paused, due_at, breach_noticed_at) END
  ) STORED,
  CONSTRAINT "a subject is a ticket or an incident" CHECK (subject IN ('ticket', 'incident')),
  CONSTRAINT "a metric is one of three"
    CHECK (metric IN ('first_response', 'acknowledgement', 'resolution')),
  CONSTRAINT "a clock is active from its start on" CHECK (lower(active) >= started_at),
  CONSTRAINT "a breach is at the due time, and noticed later"
    CHECK (coalesce(breached_at = due_at AND breach_noticed_at > breached_at,
      breached_at IS NULL AND breach_noticed_at IS NULL))
);

COMMENT ON TABLE response.sla_clocks IS 'A promise about a ticket or an incident, and its time.';
COMMENT ON COLUMN response.sla_clocks.promised_at IS
  'When the promise was made as it stands: at the start, a raise or a reopening. Due not before.';
COMMENT ON COLUMN response.sla_clocks.active IS 'From start to stop, again from every reopening.';
COMMENT ON COLUMN response.sla_clocks.paused IS 'The pauses; the last one is open while it lasts.';
COMMENT ON COLUMN response.sla_clocks.due_at IS
  'Computed with every change; NULL while paused, or never. A stopped clock keeps it.';
COMMENT ON COLUMN response.sla_clocks.breached_at IS 'The computed instant, not when it was seen.';
COMMENT ON COLUMN response.sla_clocks.state IS
  'As known: running, paused, met, breached (as soon as noticed, or stopped late) or cancelled.';

CREATE UNIQUE INDEX one_clock_per_metric ON response.sla_clocks (subject, subject_id, metric)
  WHERE state <> 'cancelled';
CREATE INDEX sla_clocks_due ON response.sla_clocks (due_at, id)
  WHERE breach_noticed_at IS NULL AND state NOT IN ('met', 'cancelled');

GRANT SELECT, INSERT ON response.sla_calendars, response.sla_policies TO incident_service;
GRANT SELECT, INSERT, UPDATE ON response.sla_clocks TO incident_service;
GRANT SELECT ON response.sla_calendars, response.sla_policies, response.sla_clocks
  TO ticket_service;
