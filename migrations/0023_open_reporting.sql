-- What reporting needs besides its views, which stand in views*.sql.

-- Who may also read what is personal: who reported, and what people wrote.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reporter_personal') THEN
    CREATE ROLE reporter_personal LOGIN;
  END IF;
END
$$;

-- People who report ask long questions, and change nothing.
DO $$
DECLARE
  reader text;
  setting text;
BEGIN
  FOREACH reader IN ARRAY ARRAY['reporter', 'reporter_personal'] LOOP
    FOREACH setting IN ARRAY ARRAY[
      'default_transaction_read_only = on', 'statement_timeout = ''30s''',
      'idle_in_transaction_session_timeout = ''60s'''
    ] LOOP
      EXECUTE format(
        'ALTER ROLE %I IN DATABASE %I SET %s', reader, current_database(), setting);
    END LOOP;
  END LOOP;
END
$$;

-- The ledger and the clocks by time. Both are written in that order, so a summary of each range of
-- pages is enough, and writers make none: vacuum does.
CREATE INDEX events_by_time ON ledger.events USING brin (at) WITH (pages_per_range = 64);

CREATE INDEX sla_clocks_by_time ON response.sla_clocks USING brin (started_at)
  WITH (pages_per_range = 64);

-- What merges, which is little: a survivor may begin earlier than it was opened.
CREATE INDEX events_of_survivors ON ledger.events (incident_id)
  WHERE kind = 'incident.absorbed';

-- The clocks of a ticket or an incident that one_clock_per_metric leaves out.
CREATE INDEX sla_clocks_cancelled ON response.sla_clocks (subject, subject_id)
  WHERE state = 'cancelled';

-- A merge gives the survivor the earlier start. Its own wait is still to be known.
ALTER TABLE response.incidents ADD COLUMN own_escalatable_at timestamptz;
COMMENT ON COLUMN response.incidents.own_escalatable_at IS
  'When its own ticket became escalatable: as escalatable_at, and no merge changes it.';
UPDATE response.incidents SET own_escalatable_at = escalatable_at;

-- The windows of a calendar that the caller has read. response.business_windows(integer, tstzrange)
-- says what counts, and reads it from here. A set, of one row, because that becomes a part of the
-- query that asks; a value would be planned anew for each call.
CREATE FUNCTION response.calendar_windows(
  zone text, week int4multirange, holidays date[], during tstzrange
) RETURNS TABLE (business_windows tstzmultirange)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  WITH chosen AS (
    SELECT date_trunc('day', lower(during), 'UTC') AS since,
      upper(during) + interval '24 hours' AS until
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
  ), days AS (
    SELECT day, shift, lag(shift) OVER (ORDER BY day) AS shift_before
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

-- When a calendar counts, within a time that ends: as 0010 says.
CREATE OR REPLACE FUNCTION response.business_windows(calendar integer, during tstzrange)
  RETURNS tstzmultirange
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce((
    SELECT read.business_windows
    FROM response.sla_calendars AS chosen
    CROSS JOIN LATERAL response.calendar_windows(
      chosen.zone, chosen.week, chosen.holidays, during) AS read
    WHERE chosen.version = calendar
  ), '{}');
