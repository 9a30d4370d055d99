-- What the migrations make of an empty database, in the words of PostgreSQL 15.
-- For readers: script/schema writes it, and nothing applies it.

CREATE ROLE incident_service LOGIN;
CREATE ROLE reporter LOGIN;
CREATE ROLE reporter_personal LOGIN;
CREATE ROLE ticket_service LOGIN;

CREATE SCHEMA access;

COMMENT ON SCHEMA access IS 'Who may ask the services; written by the owner, and by the incident service for admins.';

CREATE SCHEMA intake;

COMMENT ON SCHEMA intake IS 'Tickets and what belongs to them; written by ticket_service.';

CREATE SCHEMA ledger;

COMMENT ON SCHEMA ledger IS 'Every change, append-only; inserted by both services.';

CREATE SCHEMA relay;

COMMENT ON SCHEMA relay IS 'Escalations waiting to be taken, gone once taken.';

CREATE SCHEMA report_internals;

COMMENT ON SCHEMA report_internals IS 'What the views of reporting have in common.';

CREATE SCHEMA reporting;

COMMENT ON SCHEMA reporting IS 'Views and functions and nothing else; read by reporter, what is personal by reporter_personal.';

CREATE SCHEMA response;

COMMENT ON SCHEMA response IS 'Incidents and what belongs to them; written by incident_service.';

CREATE SCHEMA rollup;

COMMENT ON SCHEMA rollup IS 'What views would work out, kept. All of it can be made again.';

CREATE DOMAIN response.sla_target AS interval
	CONSTRAINT "a target is more than none, in hours, minutes and seconds" CHECK (((VALUE > '00:00:00'::interval) AND (EXTRACT(day FROM VALUE) = (0)::numeric) AND (date_trunc('month'::text, VALUE) = '00:00:00'::interval)));

CREATE TYPE rollup.summary AS (
	n bigint,
	mean double precision,
	median double precision,
	p75 double precision,
	p90 double precision,
	p95 double precision,
	p99 double precision,
	max double precision
);

CREATE FUNCTION access.announce_tokens() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM pg_notify('tokens', '');
  RETURN NULL;
END
$$;

CREATE FUNCTION access.refuse_revival() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'a revoked token stays revoked' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE FUNCTION intake.announce_ruleset() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM pg_notify('rulesets', '');
  RETURN NULL;
END
$$;

CREATE FUNCTION intake.searchable(title text, description text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_tsvector('english'::regconfig, ((title || ' '::text) || description));

CREATE FUNCTION public.clock_now() RETURNS timestamp with time zone
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN statement_timestamp();

COMMENT ON FUNCTION public.clock_now() IS 'The time, for everything in this database.';

CREATE TABLE ledger.events (
    id bigint NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    kind text NOT NULL,
    ticket_id bigint,
    incident_id bigint,
    actor text NOT NULL,
    request_id text,
    traceparent text,
    before jsonb,
    after jsonb,
    address inet,
    CONSTRAINT "an event is about a ticket, an incident or a token" CHECK (((ticket_id IS NOT NULL) OR (incident_id IS NOT NULL) OR (kind ~~ 'token.%'::text))),
    CONSTRAINT "an event is named noun.verb" CHECK ((kind ~ '^[a-z]+\.[a-z_]+$'::text))
)
PARTITION BY RANGE (at);

COMMENT ON TABLE ledger.events IS 'Every change, append-only: a part per month (UTC), and one for what has no month yet.';

COMMENT ON COLUMN ledger.events.before IS 'The members that changed, as they were.';

COMMENT ON COLUMN ledger.events.after IS 'The members that changed, as they are now.';

COMMENT ON COLUMN ledger.events.address IS 'From where the request came; NULL where a program did it by itself.';

CREATE FUNCTION ledger.canonical(event ledger.events) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (jsonb_build_object('at', to_char(((event).at AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'::text), 'kind', (event).kind, 'ticket_id', (event).ticket_id, 'incident_id', (event).incident_id, 'actor', (event).actor, 'address', host((event).address), 'request_id', (event).request_id, 'traceparent', (event).traceparent, 'before', (event).before, 'after', (event).after))::text;

COMMENT ON FUNCTION ledger.canonical(event ledger.events) IS 'What an event says, as one line that never differs.';

CREATE FUNCTION ledger.digest(event ledger.events) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN sha256(convert_to((ledger.canonical(event) || '
'::text), 'UTF8'::name));

COMMENT ON FUNCTION ledger.digest(event ledger.events) IS 'The SHA-256 of the canonical form and a line feed.';

CREATE FUNCTION ledger.drop_month(month timestamp without time zone) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET lock_timeout TO '200ms'
    AS $$
BEGIN
  FOR attempt IN 1..100 LOOP
    BEGIN
      EXECUTE format('DROP TABLE ledger.%I', ledger.month_table(month));
      RETURN true;
    EXCEPTION WHEN lock_not_available THEN
      PERFORM pg_sleep(0.1);
    END;
  END LOOP;
  RETURN false;
END
$$;

CREATE FUNCTION ledger.know_events() RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET lock_timeout TO '200ms'
    AS $$
BEGIN
  IF (
    SELECT last_analyze > clock_timestamp() - interval '1 day'
    FROM pg_stat_all_tables
    WHERE relid = 'ledger.events'::regclass
  ) THEN
    RETURN false;
  END IF;
  ANALYZE ledger.events;
  RETURN true;
END
$$;

COMMENT ON FUNCTION ledger.know_events() IS 'Analyzes the ledger as a whole, at most once a day.';

CREATE FUNCTION ledger.make_month(month timestamp without time zone) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
DECLARE
  part text := ledger.month_table(month);
  since timestamptz := timezone('UTC', month);
  until timestamptz := timezone('UTC', month + interval '1 month');
BEGIN
  EXECUTE format(
    'CREATE TABLE ledger.%I (LIKE ledger.events '
    'INCLUDING ALL EXCLUDING IDENTITY EXCLUDING INDEXES)', part);
  IF EXISTS (SELECT FROM ledger.events_default WHERE at >= since AND at < until) THEN
    LOCK TABLE ledger.events IN SHARE ROW EXCLUSIVE MODE;
    LOCK TABLE ledger.events_default IN ACCESS EXCLUSIVE MODE;
    ALTER TABLE ledger.events_default DISABLE TRIGGER events_are_append_only;
    EXECUTE format(
      'WITH moved AS ('
      'DELETE FROM ledger.events_default AS event WHERE at >= $1 AND at < $2 RETURNING event) '
      'INSERT INTO ledger.%I SELECT (event).* FROM moved', part) USING since, until;
    ALTER TABLE ledger.events_default ENABLE TRIGGER events_are_append_only;
  END IF;
  EXECUTE format(
    'CREATE TRIGGER events_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.%I '
    'FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', part);
  EXECUTE format(
    'ALTER TABLE ledger.events ATTACH PARTITION ledger.%I FOR VALUES FROM (%L) TO (%L)',
    part, since, until);
END
$_$;

CREATE FUNCTION ledger.make_months(movable bigint DEFAULT 10000) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET lock_timeout TO '200ms'
    AS $$
DECLARE
  missing timestamp[];
  month timestamp;
BEGIN
  IF NOT pg_try_advisory_xact_lock(4116927003) THEN
    RETURN 0;
  END IF;
  missing := ARRAY(
    SELECT wanted.month
    FROM (
      SELECT date_trunc('month', timezone('UTC', public.clock_now()))
        + ahead * interval '1 month' AS month, 0 AS events
      FROM generate_series(0, 2) AS ahead
      UNION ALL
      SELECT date_trunc('month', timezone('UTC', at)), count(*)
      FROM ledger.events_default
      GROUP BY 1
    ) AS wanted
    WHERE to_regclass('ledger.' || ledger.month_table(wanted.month)) IS NULL
    GROUP BY wanted.month
    HAVING sum(wanted.events) <= movable
    ORDER BY wanted.month
  );
  FOREACH month IN ARRAY missing LOOP
    PERFORM ledger.make_month(month);
  END LOOP;
  RETURN cardinality(missing);
END
$$;

COMMENT ON FUNCTION ledger.make_months(movable bigint) IS 'Makes the parts of the ledger for this month and the next two, and moves what waits for one.';

CREATE FUNCTION ledger.month_table(month timestamp without time zone) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN ('events_'::text || to_char(month, 'YYYY_MM'::text));

CREATE FUNCTION ledger.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE FUNCTION ledger.seal_hash(number bigint, sealed_at timestamp with time zone, previous bytea, xids xid8[], ids bigint[], digests bytea[]) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN sha256(convert_to((format('seal %s %s %s
'::text, number, to_char((sealed_at AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'::text), encode(previous, 'hex'::text)) || (SELECT string_agg((((((line.xid || '-'::text) || line.id) || ' '::text) || encode(line.digest, 'hex'::text)) || '
'::text), ''::text ORDER BY line."position") AS string_agg FROM UNNEST(seal_hash.xids, seal_hash.ids, seal_hash.digests) WITH ORDINALITY line(xid, id, digest, "position"))), 'UTF8'::name));

COMMENT ON FUNCTION ledger.seal_hash(number bigint, sealed_at timestamp with time zone, previous bytea, xids xid8[], ids bigint[], digests bytea[]) IS 'The SHA-256 of a seal, which the next one contains.';

CREATE FUNCTION report_internals.is_open(status text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (status = ANY (ARRAY['open'::text, 'in_progress'::text, 'waiting'::text, 'acknowledged'::text]));

CREATE FUNCTION report_internals.seconds(since timestamp with time zone, until timestamp with time zone) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (EXTRACT(epoch FROM (until - since)))::double precision;

CREATE FUNCTION report_internals.age(status text, created_at timestamp with time zone, as_of timestamp with time zone) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN report_internals.is_open(status) THEN report_internals.seconds(created_at, as_of) ELSE NULL::double precision END;

CREATE FUNCTION report_internals.backlog_change(before text, after text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (after IS NULL) THEN 0 ELSE ((report_internals.is_open(after))::integer - (COALESCE(report_internals.is_open(before), false))::integer) END;

CREATE FUNCTION report_internals.bucket_starts(since timestamp with time zone, until timestamp with time zone, tz text, bucket text) RETURNS timestamp with time zone[]
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (bucket = 'all'::text) THEN ARRAY[since]
             ELSE ARRAY( SELECT GREATEST(timezone(bucket_starts.tz, midnight.midnight), bucket_starts.since) AS "greatest"
                FROM generate_series(date_trunc(bucket_starts.bucket, timezone(bucket_starts.tz, bucket_starts.since)), timezone(bucket_starts.tz, bucket_starts.until),
                     CASE bucket_starts.bucket
                         WHEN 'quarter'::text THEN '3 mons'::interval
                         ELSE (('1 '::text || bucket_starts.bucket))::interval
                     END) midnight(midnight)
               WHERE ((midnight.midnight = date_trunc(bucket_starts.bucket, timezone(bucket_starts.tz, bucket_starts.since))) OR ((timezone(bucket_starts.tz, midnight.midnight) > bucket_starts.since) AND (timezone(bucket_starts.tz, midnight.midnight) < bucket_starts.until)))
               ORDER BY midnight.midnight)
         END AS "array";
END;

CREATE FUNCTION response.calendar_windows(zone text, week int4multirange, holidays date[], during tstzrange) RETURNS TABLE(business_windows tstzmultirange)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 WITH chosen AS (
          SELECT date_trunc('day'::text, lower(calendar_windows.during), 'UTC'::text) AS since,
             (upper(calendar_windows.during) + '24:00:00'::interval) AS until
         ), wall AS (
          SELECT (range_agg(tsrange((monday.monday + ((lower(minutes.minutes))::double precision * '00:01:00'::interval)), (monday.monday + ((upper(minutes.minutes))::double precision * '00:01:00'::interval)))) - COALESCE(( SELECT range_agg(tsrange((day.day)::timestamp without time zone, ((day.day + 1))::timestamp without time zone)) AS range_agg
                    FROM unnest(calendar_windows.holidays) day(day)), '{}'::tsmultirange)) AS windows
            FROM ((chosen
              CROSS JOIN LATERAL generate_series((date_trunc('week'::text, timezone('UTC'::text, chosen.since)) - '7 days'::interval), timezone('UTC'::text, chosen.until), '7 days'::interval) monday(monday))
              CROSS JOIN unnest(calendar_windows.week) minutes(minutes))
         ), days AS (
          SELECT day.day,
             ahead_of_utc.shift,
             lag(ahead_of_utc.shift) OVER (ORDER BY day.day) AS shift_before
            FROM ((chosen
              CROSS JOIN LATERAL generate_series(chosen.since, chosen.until, '24:00:00'::interval) day(day))
              CROSS JOIN LATERAL ( SELECT (timezone(calendar_windows.zone, day.day) - timezone('UTC'::text, day.day)) AS shift) ahead_of_utc)
         ), shifts AS (
          SELECT days.shift,
                 CASE
                     WHEN (days.shift_before IS NULL) THEN days.day
                     ELSE ( SELECT min(quarter.quarter) AS min
                        FROM generate_series((days.day - '24:00:00'::interval), days.day, '00:15:00'::interval) quarter(quarter)
                       WHERE ((timezone(calendar_windows.zone, quarter.quarter) - timezone('UTC'::text, quarter.quarter)) = days.shift))
                 END AS since
            FROM days
           WHERE (days.shift_before IS DISTINCT FROM days.shift)
         ), regimes AS (
          SELECT shifts.shift,
             tstzrange(shifts.since, lead(shifts.since) OVER (ORDER BY shifts.since)) AS regime
            FROM shifts
         )
  SELECT COALESCE(range_agg(((regimes.regime * calendar_windows.during) * tstzrange(timezone('UTC'::text, (lower(local_window.local_window) - regimes.shift)), timezone('UTC'::text, (upper(local_window.local_window) - regimes.shift))))), '{}'::tstzmultirange) AS "coalesce"
    FROM ((wall
      CROSS JOIN LATERAL unnest(wall.windows) local_window(local_window))
      CROSS JOIN regimes);
END;

CREATE FUNCTION response.sla_intervals(counted tstzmultirange) RETURNS TABLE(starts_at timestamp with time zone, ends_at timestamp with time zone, elapsed interval)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT lower(part.part) AS lower,
     upper(part.part) AS upper,
     make_interval(secs => (sum(EXTRACT(epoch FROM (upper(part.part) - lower(part.part)))) OVER (ORDER BY part.part))::double precision) AS make_interval
    FROM unnest(sla_intervals.counted) part(part)
   ORDER BY part.part;
END;

CREATE FUNCTION response.sla_elapsed(counted tstzmultirange) RETURNS interval
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT COALESCE(max(sla_intervals.elapsed), '00:00:00'::interval) AS "coalesce" FROM response.sla_intervals(sla_elapsed.counted) sla_intervals(starts_at, ends_at, elapsed));

CREATE FUNCTION report_internals.business_seconds(zone text, week int4multirange, holidays date[], since timestamp with time zone, until timestamp with time zone) RETURNS double precision
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN (until IS NULL) THEN NULL::double precision WHEN (until <= since) THEN (0)::double precision WHEN ((week = '{[0,10080)}'::int4multirange) AND (holidays = '{}'::date[])) THEN report_internals.seconds(since, until) ELSE (SELECT (EXTRACT(epoch FROM response.sla_elapsed(calendar_windows.business_windows)))::double precision AS "extract" FROM response.calendar_windows(business_seconds.zone, business_seconds.week, business_seconds.holidays, tstzrange(business_seconds.since, business_seconds.until)) calendar_windows(business_windows)) END;

CREATE FUNCTION response.sla_state(active tstzmultirange, paused tstzmultirange, due_at timestamp with time zone, at timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (due_at < CASE WHEN upper_inf(active) THEN at ELSE upper(active) END) THEN 'breached'::text WHEN (NOT upper_inf(active)) THEN 'met'::text WHEN upper_inf(paused) THEN 'paused'::text ELSE 'running'::text END;

CREATE FUNCTION response.sla_week(windows text[]) RETURNS int4multirange
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN bool_and((part.part IS NOT NULL)) THEN range_agg(int4range(minutes.opens,
             CASE
                 WHEN (minutes.closes > minutes.opens) THEN minutes.closes
                 ELSE (minutes.closes + 1440)
             END))
             ELSE NULL::int4multirange
         END AS "case"
    FROM ((((unnest(sla_week.windows) line(line)
      CROSS JOIN LATERAL regexp_match(line.line, '^(mon|tue|wed|thu|fri|sat|sun)(?:-(mon|tue|wed|thu|fri|sat|sun))? ([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$'::text) part(part))
      CROSS JOIN LATERAL ( SELECT (strpos('montuewedthufrisatsun'::text, part.part[1]) / 3) AS "?column?",
             (strpos('montuewedthufrisatsun'::text, COALESCE(part.part[2], part.part[1])) / 3) AS "?column?") days(first, last))
      CROSS JOIN generate_series(0, 6) day(day))
      CROSS JOIN LATERAL ( SELECT (((day.day * 1440) + ((part.part[3])::integer * 60)) + (part.part[4])::integer) AS "?column?",
             (((day.day * 1440) + ((part.part[5])::integer * 60)) + (part.part[6])::integer) AS "?column?") minutes(opens, closes))
   WHERE (((((day.day - days.first) + 7) % 7) <= (((days.last - days.first) + 7) % 7)) IS NOT FALSE);
END;

CREATE TABLE response.sla_calendars (
    version integer NOT NULL,
    name text NOT NULL,
    zone text NOT NULL,
    windows text[] NOT NULL,
    holidays date[] DEFAULT '{}'::date[] NOT NULL,
    note text NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    week int4multirange GENERATED ALWAYS AS (response.sla_week(windows)) STORED,
    CONSTRAINT "a holiday is a date" CHECK ((array_position(holidays, NULL::date) IS NULL)),
    CONSTRAINT "a window is like mon-fri 09:00-17:00, and there is one" CHECK ((week IS NOT NULL)),
    CONSTRAINT "a zone is UTC or an IANA name like Europe/London" CHECK (((zone ~ '^(UTC|[A-Z][A-Za-z]+(/[A-Z][A-Za-z_-]+)+)$'::text) AND (timezone(zone, '1970-01-01 00:00:00+00'::timestamp with time zone) IS NOT NULL)))
);

COMMENT ON TABLE response.sla_calendars IS 'Versions; a change is a new row of the same name.';

COMMENT ON COLUMN response.sla_calendars.windows IS 'Wall-clock times: mon-fri 09:00-17:00. What does not end after its begin ends the next day.';

COMMENT ON COLUMN response.sla_calendars.holidays IS 'Dates of the zone on which nothing counts, from midnight to midnight.';

CREATE VIEW reporting.sla_calendars AS
 SELECT sla_calendars.version,
    sla_calendars.name,
    sla_calendars.zone,
    sla_calendars.windows,
    sla_calendars.holidays,
    sla_calendars.week
   FROM response.sla_calendars;

COMMENT ON VIEW reporting.sla_calendars IS 'A row per version of a calendar: when business time counts.';

COMMENT ON COLUMN reporting.sla_calendars.version IS 'The number of the version.';

COMMENT ON COLUMN reporting.sla_calendars.name IS 'Its name, which all its versions have.';

COMMENT ON COLUMN reporting.sla_calendars.zone IS 'The IANA name of the time zone.';

COMMENT ON COLUMN reporting.sla_calendars.windows IS 'Wall-clock times: mon-fri 09:00-17:00.';

COMMENT ON COLUMN reporting.sla_calendars.holidays IS 'Dates of the zone on which nothing counts.';

COMMENT ON COLUMN reporting.sla_calendars.week IS 'The windows in minutes from Monday 00:00 on.';

CREATE TABLE response.sla_clocks (
    id bigint NOT NULL,
    subject text NOT NULL,
    subject_id bigint NOT NULL,
    metric text NOT NULL,
    policy integer NOT NULL,
    calendar integer NOT NULL,
    target response.sla_target NOT NULL,
    started_at timestamp with time zone NOT NULL,
    promised_at timestamp with time zone NOT NULL,
    active tstzmultirange NOT NULL,
    paused tstzmultirange DEFAULT '{}'::tstzmultirange NOT NULL,
    due_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    breached_at timestamp with time zone,
    breach_noticed_at timestamp with time zone,
    stopped_at timestamp with time zone GENERATED ALWAYS AS (
CASE
    WHEN (NOT upper_inf(active)) THEN COALESCE(upper(active), started_at)
    ELSE NULL::timestamp with time zone
END) STORED,
    state text GENERATED ALWAYS AS (
CASE
    WHEN (cancelled_at IS NOT NULL) THEN 'cancelled'::text
    ELSE response.sla_state(active, paused, due_at, breach_noticed_at)
END) STORED NOT NULL,
    CONSTRAINT "a breach is at the due time, and noticed later" CHECK (COALESCE(((breached_at = due_at) AND (breach_noticed_at > breached_at)), ((breached_at IS NULL) AND (breach_noticed_at IS NULL)))),
    CONSTRAINT "a clock is active from its start on" CHECK ((lower(active) >= started_at)),
    CONSTRAINT "a metric is one of three" CHECK ((metric = ANY (ARRAY['first_response'::text, 'acknowledgement'::text, 'resolution'::text]))),
    CONSTRAINT "a subject is a ticket or an incident" CHECK ((subject = ANY (ARRAY['ticket'::text, 'incident'::text])))
);

COMMENT ON TABLE response.sla_clocks IS 'A promise about a ticket or an incident, and its time.';

COMMENT ON COLUMN response.sla_clocks.promised_at IS 'When the promise was made as it stands: at the start, a raise or a reopening. Due not before.';

COMMENT ON COLUMN response.sla_clocks.active IS 'From start to stop, again from every reopening.';

COMMENT ON COLUMN response.sla_clocks.paused IS 'The pauses; the last one is open while it lasts.';

COMMENT ON COLUMN response.sla_clocks.due_at IS 'Computed with every change; NULL while paused, or never. A stopped clock keeps it.';

COMMENT ON COLUMN response.sla_clocks.breached_at IS 'The computed instant, not when it was seen.';

COMMENT ON COLUMN response.sla_clocks.state IS 'As known: running, paused, met, breached (as soon as noticed, or stopped late) or cancelled.';

CREATE TABLE response.sla_policies (
    version integer NOT NULL,
    name text NOT NULL,
    subject text NOT NULL,
    priorities text[],
    categories text[],
    rank smallint DEFAULT 100 NOT NULL,
    calendar integer NOT NULL,
    first_response response.sla_target,
    acknowledgement response.sla_target,
    resolution response.sla_target,
    paused_in text[] DEFAULT '{}'::text[] NOT NULL,
    effective_from timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    note text NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    CONSTRAINT "a category is one of four" CHECK (((categories <@ ARRAY['security'::text, 'network'::text, 'hardware'::text, 'software'::text]) AND (categories <> '{}'::text[]))),
    CONSTRAINT "a clock pauses in statuses in which the subject is open" CHECK ((paused_in <@
CASE subject
    WHEN 'ticket'::text THEN ARRAY['open'::text, 'in_progress'::text, 'waiting'::text]
    ELSE ARRAY['open'::text, 'acknowledged'::text]
END)),
    CONSTRAINT "a priority is high, medium or low" CHECK (((priorities <@ ARRAY['high'::text, 'medium'::text, 'low'::text]) AND (priorities <> '{}'::text[]))),
    CONSTRAINT "a subject is a ticket or an incident" CHECK ((subject = ANY (ARRAY['ticket'::text, 'incident'::text])))
);

COMMENT ON TABLE response.sla_policies IS 'Versions; a change is a new row of the same name, and one without a target ends the policy.';

COMMENT ON COLUMN response.sla_policies.priorities IS 'Priorities or severities; NULL: any.';

COMMENT ON COLUMN response.sla_policies.categories IS 'Of the ticket; NULL: any.';

COMMENT ON COLUMN response.sla_policies.rank IS 'Of several policies that fit, the one of the lowest rank applies, then the first by name.';

COMMENT ON COLUMN response.sla_policies.paused_in IS 'The statuses in which the clocks pause.';

CREATE VIEW reporting.sla_clocks AS
 SELECT clock.id,
    clock.subject,
    clock.subject_id,
    clock.metric,
    clock.policy,
    policy.name AS policy_name,
    clock.calendar,
    report_internals.seconds('1970-01-01 00:00:00+00'::timestamp with time zone, ('1970-01-01 00:00:00+00'::timestamp with time zone + (clock.target)::interval)) AS target_seconds,
    clock.started_at,
    clock.stopped_at,
    clock.due_at,
    clock.cancelled_at,
    clock.breached_at,
    clock.state,
    clock.active,
    clock.paused
   FROM (response.sla_clocks clock
     LEFT JOIN response.sla_policies policy ON ((policy.version = clock.policy)));

COMMENT ON VIEW reporting.sla_clocks IS 'A row per promise about a ticket or an incident, as it stands now, those cancelled included.';

COMMENT ON COLUMN reporting.sla_clocks.id IS 'Its number.';

COMMENT ON COLUMN reporting.sla_clocks.subject IS 'ticket or incident.';

COMMENT ON COLUMN reporting.sla_clocks.subject_id IS 'The number of the ticket or incident.';

COMMENT ON COLUMN reporting.sla_clocks.metric IS 'first_response, acknowledgement or resolution.';

COMMENT ON COLUMN reporting.sla_clocks.policy IS 'The version of the policy that promised it.';

COMMENT ON COLUMN reporting.sla_clocks.policy_name IS 'The name of that policy.';

COMMENT ON COLUMN reporting.sla_clocks.calendar IS 'The version of the calendar by which it counts.';

COMMENT ON COLUMN reporting.sla_clocks.target_seconds IS 'How much counted time is allowed, in seconds.';

COMMENT ON COLUMN reporting.sla_clocks.started_at IS 'When it was promised.';

COMMENT ON COLUMN reporting.sla_clocks.stopped_at IS 'When it was done; NULL: not yet.';

COMMENT ON COLUMN reporting.sla_clocks.due_at IS 'Until when it is to be done; NULL: paused, or never.';

COMMENT ON COLUMN reporting.sla_clocks.cancelled_at IS 'When another promise took its place.';

COMMENT ON COLUMN reporting.sla_clocks.breached_at IS 'The computed instant of the breach.';

COMMENT ON COLUMN reporting.sla_clocks.state IS 'running, paused, met, breached or cancelled.';

COMMENT ON COLUMN reporting.sla_clocks.active IS 'When it was to be done.';

COMMENT ON COLUMN reporting.sla_clocks.paused IS 'When it did not count.';

CREATE FUNCTION report_internals.calendar(kind text, number bigint) RETURNS TABLE(zone text, week int4multirange, holidays date[])
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT sla_calendars.zone,
     sla_calendars.week,
     sla_calendars.holidays
    FROM reporting.sla_calendars
   WHERE (sla_calendars.version = ( SELECT clocks.calendar
            FROM ( SELECT sla_clocks.id,
                     sla_clocks.calendar
                    FROM reporting.sla_clocks
                   WHERE ((sla_clocks.subject = calendar.kind) AND (sla_clocks.subject_id = calendar.number) AND (sla_clocks.state <> 'cancelled'::text))
                 UNION ALL
                  SELECT sla_clocks.id,
                     sla_clocks.calendar
                    FROM reporting.sla_clocks
                   WHERE ((sla_clocks.subject = calendar.kind) AND (sla_clocks.subject_id = calendar.number) AND (sla_clocks.state = 'cancelled'::text))) clocks
           ORDER BY clocks.id
          LIMIT 1));
END;

CREATE FUNCTION report_internals.check_question(since timestamp with time zone, until timestamp with time zone, tz text, bucket text, as_of timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $_$
BEGIN
  IF num_nulls(since, until, tz, bucket, as_of) > 0 THEN
    RAISE EXCEPTION 'from, to, tz, bucket and as_of must be given'
      USING ERRCODE = 'null_value_not_allowed';
  ELSIF NOT isfinite(since) OR NOT isfinite(until) OR NOT isfinite(as_of) THEN
    RAISE EXCEPTION 'from, to and as_of must be instants, not infinity'
      USING ERRCODE = 'invalid_parameter_value';
  ELSIF since >= until THEN
    RAISE EXCEPTION 'from must be before to: % is not before %', since, until
      USING ERRCODE = 'invalid_parameter_value';
  ELSIF as_of > public.clock_now() THEN
    RAISE EXCEPTION 'as_of must not be in the future: % is', as_of
      USING ERRCODE = 'invalid_parameter_value';
  ELSIF bucket NOT IN ('day', 'week', 'month', 'quarter', 'year', 'all') THEN
    RAISE EXCEPTION 'bucket must be day, week, month, quarter, year or all, not "%"', bucket
      USING ERRCODE = 'invalid_parameter_value';
  ELSIF bucket <> 'all' AND until - since > interval '4000 days' THEN
    RAISE EXCEPTION 'from and to are more than 4,000 days apart: ask for the bucket all'
      USING ERRCODE = 'invalid_parameter_value';
  -- What PostgreSQL takes besides, an offset or an abbreviation, knows no summer.
  ELSIF tz !~ '^(UTC|[A-Z][A-Za-z]+(/[A-Z][A-Za-z_-]+)+)$' THEN
    RAISE EXCEPTION 'tz must be UTC or an IANA name like Europe/London, not "%"', tz
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM timezone(tz, since);
  RETURN true;
EXCEPTION WHEN invalid_parameter_value THEN
  IF SQLERRM LIKE 'time zone %' THEN
    RAISE EXCEPTION 'there is no time zone "%"', tz USING ERRCODE = 'invalid_parameter_value';
  END IF;
  RAISE;
END
$_$;

CREATE FUNCTION report_internals.day_kinds() RETURNS TABLE(kind text, days text, source text)
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT kept.kind,
     kept.days,
     kept.source
    FROM ( VALUES ('flow'::text,'flow_days'::text,'flows'::text), ('ticket'::text,'ticket_days'::text,'ticket_figures'::text), ('ticket'::text,'triage_days'::text,'triage_figures'::text), ('incident'::text,'incident_days'::text,'incident_figures'::text), ('promise'::text,'promise_days'::text,'promise_figures'::text)) kept(kind, days, source);
END;

CREATE TABLE intake.tickets (
    id bigint NOT NULL,
    title text NOT NULL,
    description text NOT NULL,
    category text NOT NULL,
    priority text NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    triage_decided_by text NOT NULL,
    triage_ruleset integer NOT NULL,
    triage_matched jsonb NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    updated_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    requester text,
    assignee text,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    source text,
    CONSTRAINT "a category is one of four" CHECK ((category = ANY (ARRAY['security'::text, 'network'::text, 'hardware'::text, 'software'::text]))),
    CONSTRAINT "a description has 1 to 20000 characters" CHECK (((char_length(description) >= 1) AND (char_length(description) <= 20000))),
    CONSTRAINT "a priority is high, medium or low" CHECK ((priority = ANY (ARRAY['high'::text, 'medium'::text, 'low'::text]))),
    CONSTRAINT "a requester has 1 to 254 characters" CHECK (((char_length(requester) >= 1) AND (char_length(requester) <= 254))),
    CONSTRAINT "a source is a word" CHECK ((source ~ '^[a-z0-9_.:-]{1,50}$'::text)),
    CONSTRAINT "a ticket has at most 20 tags, and each is a word" CHECK (((tags = '{}'::text[]) OR ((cardinality(tags) <= 20) AND ((tags)::text ~ '^((\{|,)("null"|[a-z0-9_.:-]{1,50}))+\}$'::text)))),
    CONSTRAINT "a ticket status is one of five" CHECK ((status = ANY (ARRAY['open'::text, 'in_progress'::text, 'waiting'::text, 'resolved'::text, 'closed'::text]))),
    CONSTRAINT "a title has 1 to 200 characters" CHECK (((char_length(title) >= 1) AND (char_length(title) <= 200))),
    CONSTRAINT "an assignee has 1 to 200 characters" CHECK (((char_length(assignee) >= 1) AND (char_length(assignee) <= 200))),
    CONSTRAINT "triage is decided by rules, by default or by a person" CHECK ((triage_decided_by = ANY (ARRAY['rules'::text, 'default'::text, 'person'::text])))
);

COMMENT ON COLUMN intake.tickets.triage_matched IS 'Terms found: [{"term", "field", "offset"}], the offset in characters from 0.';

COMMENT ON COLUMN intake.tickets.version IS 'Grows by one with every change; the ETag.';

COMMENT ON COLUMN intake.tickets.requester IS 'Who reported the trouble: a name, an address.';

COMMENT ON COLUMN intake.tickets.tags IS 'Sorted, each once.';

COMMENT ON COLUMN intake.tickets.source IS 'By what way it came in: email, monitoring.';

CREATE TABLE ledger.archived_events (
    id bigint NOT NULL,
    xid xid8 NOT NULL,
    at timestamp with time zone NOT NULL,
    archive bigint NOT NULL,
    kind text NOT NULL,
    ticket_id bigint,
    incident_id bigint,
    status text,
    status_before text,
    category text,
    category_before text,
    priority text,
    priority_before text,
    severity text,
    severity_before text,
    assignee text,
    sets_assignee boolean,
    source text,
    decided_by text,
    ruleset integer,
    visibility text,
    is_answer boolean,
    acknowledged_at timestamp with time zone,
    resolved_at timestamp with time zone,
    created_at timestamp with time zone,
    merged_into bigint,
    absorbed bigint,
    rule_version integer,
    rule text,
    escalatable_at timestamp with time zone,
    backlog_change integer,
    sla_metric text
);

COMMENT ON TABLE ledger.archived_events IS 'What reports need of the events in archives: no text, no actor, no address. Append-only.';

CREATE VIEW reporting.ticket_events AS
 SELECT event.id,
    event.at,
    event.ticket_id,
    event.kind,
    event.status,
    event.status_before,
    event.category,
    event.category_before,
    event.priority,
    event.priority_before,
    event.assignee,
    event.sets_assignee,
    event.source,
    event.decided_by,
    event.ruleset,
    event.visibility,
    event.is_answer,
    event.backlog_change,
    event.sla_metric
   FROM ( SELECT event_1.incident_id,
            event_1.id,
            event_1.at,
            event_1.ticket_id,
            event_1.kind,
            (event_1.after ->> 'status'::text) AS status,
            (event_1.before ->> 'status'::text) AS status_before,
            (event_1.after ->> 'category'::text) AS category,
            (event_1.before ->> 'category'::text) AS category_before,
            (event_1.after ->> 'priority'::text) AS priority,
            (event_1.before ->> 'priority'::text) AS priority_before,
            (event_1.after ->> 'assignee'::text) AS assignee,
            COALESCE((event_1.after ? 'assignee'::text), false) AS sets_assignee,
            (event_1.after ->> 'source'::text) AS source,
            ((event_1.after -> 'triage'::text) ->> 'decided_by'::text) AS decided_by,
            (((event_1.after -> 'triage'::text) ->> 'ruleset'::text))::integer AS ruleset,
            (event_1.after ->> 'visibility'::text) AS visibility,
                CASE
                    WHEN ((event_1.kind = 'ticket.commented'::text) AND ((event_1.after ->> 'visibility'::text) = 'public'::text)) THEN (event_1.actor IS DISTINCT FROM ( SELECT said.requester
                       FROM (( SELECT past.id,
                                (past.after ->> 'requester'::text) AS requester
                               FROM ledger.events past
                              WHERE ((past.ticket_id = event_1.ticket_id) AND (past.incident_id IS NULL) AND (past.id <= event_1.id) AND (past.after ? 'requester'::text))
                              ORDER BY past.id DESC
                             LIMIT 1)
                            UNION ALL
                             SELECT 0,
                                    CASE
WHEN (next.before IS NULL) THEN ticket.requester
ELSE (next.before ->> 'requester'::text)
                                    END AS "case"
                               FROM (intake.tickets ticket
                                 LEFT JOIN LATERAL ( SELECT COALESCE(later.before, '{}'::jsonb) AS before
                                       FROM ledger.events later
                                      WHERE ((later.ticket_id = ticket.id) AND (later.incident_id IS NULL) AND (later.id > event_1.id) AND (later.after ? 'requester'::text))
                                      ORDER BY later.id
                                     LIMIT 1) next ON (true))
                              WHERE ((ticket.id = event_1.ticket_id) AND (EXISTS ( SELECT
                                       FROM ledger.archived_events past
                                      WHERE (past.ticket_id = event_1.ticket_id))))) said
                      ORDER BY said.id DESC
                     LIMIT 1))
                    ELSE false
                END AS is_answer,
            report_internals.backlog_change((event_1.before ->> 'status'::text), (event_1.after ->> 'status'::text)) AS backlog_change,
                CASE
                    WHEN (event_1.kind = 'ticket.sla_breached'::text) THEN (event_1.after ->> 'metric'::text)
                    ELSE NULL::text
                END AS sla_metric
           FROM ledger.events event_1
        UNION ALL
         SELECT archived_events.incident_id,
            archived_events.id,
            archived_events.at,
            archived_events.ticket_id,
            archived_events.kind,
            archived_events.status,
            archived_events.status_before,
            archived_events.category,
            archived_events.category_before,
            archived_events.priority,
            archived_events.priority_before,
            archived_events.assignee,
            archived_events.sets_assignee,
            archived_events.source,
            archived_events.decided_by,
            archived_events.ruleset,
            archived_events.visibility,
            archived_events.is_answer,
            archived_events.backlog_change,
            archived_events.sla_metric
           FROM ledger.archived_events) event
  WHERE ((event.ticket_id IS NOT NULL) AND (event.incident_id IS NULL) AND (event.kind ~~ 'ticket.%'::text));

COMMENT ON VIEW reporting.ticket_events IS 'A row per change of a ticket, from the ledger. What a change leaves as it was is NULL.';

COMMENT ON COLUMN reporting.ticket_events.id IS 'Its number.';

COMMENT ON COLUMN reporting.ticket_events.at IS 'When it happened.';

COMMENT ON COLUMN reporting.ticket_events.ticket_id IS 'The number of the ticket.';

COMMENT ON COLUMN reporting.ticket_events.kind IS 'What happened, as noun.verb.';

COMMENT ON COLUMN reporting.ticket_events.status IS 'Its status; of an event: the one it has from then on.';

COMMENT ON COLUMN reporting.ticket_events.status_before IS 'The status until then.';

COMMENT ON COLUMN reporting.ticket_events.category IS 'security, network, hardware or software; of an event: from then on.';

COMMENT ON COLUMN reporting.ticket_events.category_before IS 'The category until then.';

COMMENT ON COLUMN reporting.ticket_events.priority IS 'high, medium or low; of an event: from then on.';

COMMENT ON COLUMN reporting.ticket_events.priority_before IS 'The priority until then.';

COMMENT ON COLUMN reporting.ticket_events.assignee IS 'Who works on it; NULL: nobody.';

COMMENT ON COLUMN reporting.ticket_events.sets_assignee IS 'Whether the event says who works on it, which may be nobody.';

COMMENT ON COLUMN reporting.ticket_events.source IS 'By what way the ticket came in, as far as somebody said so.';

COMMENT ON COLUMN reporting.ticket_events.decided_by IS 'Who chose category and priority at first: rules, default or person.';

COMMENT ON COLUMN reporting.ticket_events.ruleset IS 'The version of the ruleset by which triage decided.';

COMMENT ON COLUMN reporting.ticket_events.visibility IS 'Of a comment: public, or internal.';

COMMENT ON COLUMN reporting.ticket_events.is_answer IS 'Whether it is a public comment by somebody else than who reported the ticket.';

COMMENT ON COLUMN reporting.ticket_events.backlog_change IS 'What it does to the backlog: 1, -1 or 0.';

COMMENT ON COLUMN reporting.ticket_events.sla_metric IS 'Of a breach: which promise was broken.';

CREATE FUNCTION report_internals.days() RETURNS TABLE(day date, starts_at timestamp with time zone, ends_at timestamp with time zone)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT (midnight.midnight)::date AS midnight,
     timezone('UTC'::text, midnight.midnight) AS timezone,
     timezone('UTC'::text, (midnight.midnight + '1 day'::interval)) AS timezone
    FROM generate_series(( SELECT date_trunc('day'::text, timezone('UTC'::text, first.at)) AS date_trunc
            FROM ( SELECT ticket_events.id,
                     ticket_events.at
                    FROM reporting.ticket_events
                   ORDER BY ticket_events.id
                  LIMIT 1) first), timezone('UTC'::text, public.clock_now()), '1 day'::interval) midnight(midnight);
END;

CREATE TABLE response.incidents (
    id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    title text NOT NULL,
    description text NOT NULL,
    severity text NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    assignee text,
    escalatable_at timestamp with time zone NOT NULL,
    acknowledged_at timestamp with time zone,
    resolved_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    updated_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    merged_into bigint,
    holds_ticket boolean DEFAULT false NOT NULL,
    rule integer,
    own_escalatable_at timestamp with time zone,
    CONSTRAINT "a merged incident is closed" CHECK (((merged_into IS NULL) OR (status = 'closed'::text))),
    CONSTRAINT "a resolved incident says when" CHECK (((status <> ALL (ARRAY['resolved'::text, 'closed'::text])) OR (resolved_at IS NOT NULL) OR (merged_into IS NOT NULL))),
    CONSTRAINT "a severity is high, medium or low" CHECK ((severity = ANY (ARRAY['high'::text, 'medium'::text, 'low'::text]))),
    CONSTRAINT "an acknowledged incident says when" CHECK (((status <> 'acknowledged'::text) OR (acknowledged_at IS NOT NULL))),
    CONSTRAINT "an incident is merged into another one" CHECK ((merged_into <> id)),
    CONSTRAINT "an incident status is one of four" CHECK ((status = ANY (ARRAY['open'::text, 'acknowledged'::text, 'resolved'::text, 'closed'::text]))),
    CONSTRAINT "only a merged incident holds its ticket" CHECK (((NOT holds_ticket) OR (merged_into IS NOT NULL)))
);

COMMENT ON COLUMN response.incidents.escalatable_at IS 'When the ticket became escalatable; created_at minus this is the escalation lag.';

COMMENT ON COLUMN response.incidents.version IS 'Grows by one with every change; the ETag.';

COMMENT ON COLUMN response.incidents.merged_into IS 'The survivor, which is never merged itself: a later merge of it leads all of them on.';

COMMENT ON COLUMN response.incidents.holds_ticket IS 'Of a merged incident: whether the survivor is open, and with it the ticket taken.';

COMMENT ON COLUMN response.incidents.rule IS 'The version of the rule that opened it; NULL: it was opened by hand.';

COMMENT ON COLUMN response.incidents.own_escalatable_at IS 'When its own ticket became escalatable: as escalatable_at, and no merge changes it.';

CREATE VIEW reporting.incident_events AS
 SELECT event.id,
    event.at,
    event.incident_id,
    event.ticket_id,
    event.kind,
    event.status,
    event.status_before,
    event.severity,
    event.severity_before,
    event.assignee,
    event.sets_assignee,
    event.acknowledged_at,
    event.resolved_at,
    event.created_at,
    event.merged_into,
    event.absorbed,
    event.rule_version,
    event.rule,
    event.escalatable_at,
    event.backlog_change,
    event.sla_metric
   FROM ( SELECT event_1.id,
            event_1.at,
            event_1.incident_id,
            event_1.ticket_id,
            event_1.kind,
            (event_1.after ->> 'status'::text) AS status,
            (event_1.before ->> 'status'::text) AS status_before,
            (event_1.after ->> 'severity'::text) AS severity,
            (event_1.before ->> 'severity'::text) AS severity_before,
            (event_1.after ->> 'assignee'::text) AS assignee,
            COALESCE((event_1.after ? 'assignee'::text), false) AS sets_assignee,
            ((event_1.after ->> 'acknowledged_at'::text))::timestamp with time zone AS acknowledged_at,
            ((event_1.after ->> 'resolved_at'::text))::timestamp with time zone AS resolved_at,
            ((event_1.after ->> 'created_at'::text))::timestamp with time zone AS created_at,
            ((event_1.after ->> 'merged_into'::text))::bigint AS merged_into,
            ((event_1.after ->> 'absorbed'::text))::bigint AS absorbed,
            ((event_1.after ->> 'rule_version'::text))::integer AS rule_version,
            (event_1.after ->> 'rule'::text) AS rule,
                CASE
                    WHEN (event_1.kind = 'incident.opened'::text) THEN ( SELECT COALESCE(incident.own_escalatable_at, incident.escalatable_at) AS "coalesce"
                       FROM response.incidents incident
                      WHERE (incident.id = event_1.incident_id))
                    ELSE NULL::timestamp with time zone
                END AS escalatable_at,
            report_internals.backlog_change((event_1.before ->> 'status'::text), (event_1.after ->> 'status'::text)) AS backlog_change,
                CASE
                    WHEN (event_1.kind = 'incident.sla_breached'::text) THEN (event_1.after ->> 'metric'::text)
                    ELSE NULL::text
                END AS sla_metric
           FROM ledger.events event_1
        UNION ALL
         SELECT archived_events.id,
            archived_events.at,
            archived_events.incident_id,
            archived_events.ticket_id,
            archived_events.kind,
            archived_events.status,
            archived_events.status_before,
            archived_events.severity,
            archived_events.severity_before,
            archived_events.assignee,
            archived_events.sets_assignee,
            archived_events.acknowledged_at,
            archived_events.resolved_at,
            archived_events.created_at,
            archived_events.merged_into,
            archived_events.absorbed,
            archived_events.rule_version,
            archived_events.rule,
            archived_events.escalatable_at,
            archived_events.backlog_change,
            archived_events.sla_metric
           FROM ledger.archived_events) event
  WHERE ((event.incident_id IS NOT NULL) AND (event.kind ~~ 'incident.%'::text));

COMMENT ON VIEW reporting.incident_events IS 'A row per change of an incident, from the ledger. What a change leaves as it was is NULL.';

COMMENT ON COLUMN reporting.incident_events.id IS 'Its number.';

COMMENT ON COLUMN reporting.incident_events.at IS 'When it happened.';

COMMENT ON COLUMN reporting.incident_events.incident_id IS 'The number of the incident.';

COMMENT ON COLUMN reporting.incident_events.ticket_id IS 'The number of the ticket.';

COMMENT ON COLUMN reporting.incident_events.kind IS 'What happened, as noun.verb.';

COMMENT ON COLUMN reporting.incident_events.status IS 'Its status; of an event: the one it has from then on.';

COMMENT ON COLUMN reporting.incident_events.status_before IS 'The status until then.';

COMMENT ON COLUMN reporting.incident_events.severity IS 'high, medium or low; of an event: from then on.';

COMMENT ON COLUMN reporting.incident_events.severity_before IS 'The severity until then.';

COMMENT ON COLUMN reporting.incident_events.assignee IS 'Who works on it; NULL: nobody.';

COMMENT ON COLUMN reporting.incident_events.sets_assignee IS 'Whether the event says who works on it, which may be nobody.';

COMMENT ON COLUMN reporting.incident_events.acknowledged_at IS 'When somebody first acknowledged it.';

COMMENT ON COLUMN reporting.incident_events.resolved_at IS 'When it was resolved, the last time; NULL while it is open.';

COMMENT ON COLUMN reporting.incident_events.created_at IS 'When it began.';

COMMENT ON COLUMN reporting.incident_events.merged_into IS 'The incident that it was merged into.';

COMMENT ON COLUMN reporting.incident_events.absorbed IS 'The incident that was merged into this one.';

COMMENT ON COLUMN reporting.incident_events.rule_version IS 'The version of that rule.';

COMMENT ON COLUMN reporting.incident_events.rule IS 'The name of the rule that opened it; NULL: it was opened by hand.';

COMMENT ON COLUMN reporting.incident_events.escalatable_at IS 'When its own ticket became escalatable.';

COMMENT ON COLUMN reporting.incident_events.backlog_change IS 'What it does to the backlog: 1, -1 or 0.';

COMMENT ON COLUMN reporting.incident_events.sla_metric IS 'Of a breach: which promise was broken.';

CREATE FUNCTION report_internals.flows(since timestamp with time zone, until timestamp with time zone, as_of timestamp with time zone DEFAULT public.clock_now()) RETURNS TABLE(tickets_created bigint, tickets_reopened bigint, tickets_opened bigint, tickets_closed bigint, incidents_created bigint, incidents_reopened bigint, incidents_opened bigint, incidents_closed bigint, incidents_merged bigint)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT ticket.created,
     ticket.reopened,
     ticket.opened,
     ticket.closed,
     incident.created,
     incident.reopened,
     incident.opened,
     incident.closed,
     incident.merged
    FROM (( SELECT count(*) FILTER (WHERE (ticket_events.kind = 'ticket.created'::text)) AS created,
             count(*) FILTER (WHERE ((ticket_events.backlog_change = 1) AND (ticket_events.kind <> 'ticket.created'::text))) AS reopened,
             count(*) FILTER (WHERE (ticket_events.backlog_change = 1)) AS opened,
             count(*) FILTER (WHERE (ticket_events.backlog_change = '-1'::integer)) AS closed
            FROM reporting.ticket_events
           WHERE ((ticket_events.at >= flows.since) AND (ticket_events.at < flows.until) AND (ticket_events.at <= flows.as_of) AND ((ticket_events.status IS NOT NULL) OR (ticket_events.kind = 'ticket.created'::text)))) ticket
      CROSS JOIN ( SELECT count(*) FILTER (WHERE (incident_events.kind = 'incident.opened'::text)) AS created,
             count(*) FILTER (WHERE ((incident_events.backlog_change = 1) AND (incident_events.kind <> 'incident.opened'::text))) AS reopened,
             count(*) FILTER (WHERE (incident_events.backlog_change = 1)) AS opened,
             count(*) FILTER (WHERE (incident_events.backlog_change = '-1'::integer)) AS closed,
             count(*) FILTER (WHERE ((incident_events.backlog_change = '-1'::integer) AND (incident_events.kind = 'incident.merged'::text))) AS merged
            FROM reporting.incident_events
           WHERE ((incident_events.at >= flows.since) AND (incident_events.at < flows.until) AND (incident_events.at <= flows.as_of) AND ((incident_events.status IS NOT NULL) OR (incident_events.kind = 'incident.opened'::text)))) incident);
END;

CREATE TABLE rollup.place (
    one boolean DEFAULT true NOT NULL,
    xid xid8 DEFAULT '0'::xid8 NOT NULL,
    id bigint DEFAULT 0 NOT NULL,
    definitions text DEFAULT ''::text NOT NULL,
    CONSTRAINT "there is one place" CHECK (one)
);

COMMENT ON TABLE rollup.place IS 'How far the ledger has been worked out.';

COMMENT ON COLUMN rollup.place.definitions IS 'A digest of the definitions; where it is another one, everything is made again.';

CREATE VIEW report_internals.later_events AS
 SELECT event.xid,
    event.id,
    event.ticket_id,
    event.incident_id,
    event.at
   FROM ( SELECT events.xid,
            events.id,
            events.ticket_id,
            events.incident_id,
            events.at
           FROM ledger.events
        UNION ALL
         SELECT archived_events.xid,
            archived_events.id,
            archived_events.ticket_id,
            archived_events.incident_id,
            archived_events.at
           FROM ledger.archived_events) event
  WHERE (ROW(event.xid, event.id) > ROW(( SELECT place.xid
           FROM rollup.place), ( SELECT place.id
           FROM rollup.place)));

CREATE FUNCTION report_internals.fresh_events() RETURNS TABLE(ticket_id bigint, incident_id bigint, at timestamp with time zone)
    LANGUAGE sql STABLE ROWS 50 PARALLEL SAFE
    SET enable_seqscan TO 'off'
    BEGIN ATOMIC
 SELECT later_events.ticket_id,
     later_events.incident_id,
     later_events.at
    FROM report_internals.later_events
   ORDER BY later_events.xid, later_events.id;
END;

CREATE FUNCTION report_internals.fresh_incidents() RETURNS SETOF bigint
    LANGUAGE sql STABLE ROWS 50 PARALLEL SAFE
    BEGIN ATOMIC
 SELECT DISTINCT fresh_events.incident_id
    FROM report_internals.fresh_events() fresh_events(ticket_id, incident_id, at)
   WHERE (fresh_events.incident_id IS NOT NULL);
END;

CREATE FUNCTION report_internals.fresh_tickets() RETURNS SETOF bigint
    LANGUAGE sql STABLE ROWS 50 PARALLEL SAFE
    BEGIN ATOMIC
 SELECT DISTINCT fresh_events.ticket_id
    FROM report_internals.fresh_events() fresh_events(ticket_id, incident_id, at)
   WHERE ((fresh_events.ticket_id IS NOT NULL) AND (fresh_events.incident_id IS NULL));
END;

CREATE FUNCTION report_internals.incident_starts(as_of timestamp with time zone) RETURNS TABLE(incident_id bigint, ticket_id bigint, at timestamp with time zone, severity text, rule text, rule_version integer, escalatable_at timestamp with time zone, created_at timestamp with time zone)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT opened.incident_id,
     opened.ticket_id,
     opened.at,
     opened.severity,
     opened.rule,
     opened.rule_version,
     opened.escalatable_at,
     opened.at
    FROM reporting.incident_events opened
   WHERE ((opened.kind = 'incident.opened'::text) AND (opened.at <= incident_starts.as_of) AND (NOT (EXISTS ( SELECT
            FROM reporting.incident_events event
           WHERE ((event.kind = 'incident.absorbed'::text) AND (event.incident_id = opened.incident_id) AND (event.created_at IS NOT NULL) AND (event.at <= incident_starts.as_of))))))
 UNION ALL
  SELECT opened.incident_id,
     opened.ticket_id,
     opened.at,
     opened.severity,
     opened.rule,
     opened.rule_version,
     opened.escalatable_at,
     survivor.created_at
    FROM (( SELECT event.incident_id,
             min(event.created_at) AS created_at
            FROM reporting.incident_events event
           WHERE ((event.kind = 'incident.absorbed'::text) AND (event.created_at IS NOT NULL) AND (event.at <= incident_starts.as_of))
           GROUP BY event.incident_id) survivor
      JOIN reporting.incident_events opened ON (((opened.incident_id = survivor.incident_id) AND (opened.kind = 'incident.opened'::text))));
END;

CREATE TABLE rollup.incidents (
    id bigint NOT NULL,
    ticket_id bigint,
    opened_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    status text,
    severity text,
    first_severity text,
    assignee text,
    rule text,
    rule_version integer,
    escalatable_at timestamp with time zone,
    acknowledged_at timestamp with time zone,
    resolved_at timestamp with time zone,
    merged_into bigint,
    times_resolved bigint NOT NULL,
    times_reopened bigint NOT NULL,
    escalation_lag_seconds double precision,
    acknowledge_seconds double precision,
    acknowledge_business_seconds double precision,
    resolve_seconds double precision,
    resolve_business_seconds double precision
);

COMMENT ON TABLE rollup.incidents IS 'What became of each incident, by all of its events.';

CREATE VIEW report_internals.kept_incidents AS
 SELECT incidents.id,
    incidents.ticket_id,
    incidents.opened_at,
    incidents.created_at,
    incidents.updated_at,
    incidents.status,
    incidents.severity,
    incidents.first_severity,
    incidents.assignee,
    incidents.rule,
    incidents.rule_version,
    incidents.escalatable_at,
    incidents.acknowledged_at,
    incidents.resolved_at,
    incidents.merged_into,
    incidents.times_resolved,
    incidents.times_reopened,
    incidents.escalation_lag_seconds,
    incidents.acknowledge_seconds,
    incidents.acknowledge_business_seconds,
    incidents.resolve_seconds,
    incidents.resolve_business_seconds
   FROM rollup.incidents;

CREATE TABLE rollup.promise_days (
    day date NOT NULL,
    subject text NOT NULL,
    metric text NOT NULL,
    met bigint NOT NULL,
    breached bigint NOT NULL,
    left_out bigint NOT NULL,
    next_due timestamp with time zone
);

COMMENT ON TABLE rollup.promise_days IS 'By day of the promise: kinds of promises.';

CREATE VIEW report_internals.kept_promise_days AS
 SELECT promise_days.day,
    promise_days.subject,
    promise_days.metric,
    promise_days.met,
    promise_days.breached,
    promise_days.left_out,
    promise_days.next_due
   FROM rollup.promise_days;

CREATE TABLE rollup.tickets (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    status text,
    category text,
    first_category text,
    priority text,
    first_priority text,
    assignee text,
    source text,
    decided_by text,
    ruleset integer,
    first_response_at timestamp with time zone,
    resolved_at timestamp with time zone,
    closed_at timestamp with time zone,
    times_resolved bigint NOT NULL,
    times_reopened bigint NOT NULL,
    first_response_seconds double precision,
    first_response_business_seconds double precision,
    resolution_seconds double precision,
    resolution_business_seconds double precision
);

COMMENT ON TABLE rollup.tickets IS 'What became of each ticket, by all of its events.';

CREATE VIEW report_internals.kept_tickets AS
 SELECT tickets.id,
    tickets.created_at,
    tickets.updated_at,
    tickets.status,
    tickets.category,
    tickets.first_category,
    tickets.priority,
    tickets.first_priority,
    tickets.assignee,
    tickets.source,
    tickets.decided_by,
    tickets.ruleset,
    tickets.first_response_at,
    tickets.resolved_at,
    tickets.closed_at,
    tickets.times_resolved,
    tickets.times_reopened,
    tickets.first_response_seconds,
    tickets.first_response_business_seconds,
    tickets.resolution_seconds,
    tickets.resolution_business_seconds
   FROM rollup.tickets;

CREATE FUNCTION report_internals.fresh_days(of text) RETURNS SETOF date
    LANGUAGE sql STABLE ROWS 10 PARALLEL SAFE
    SET jit TO 'off'
    BEGIN ATOMIC
 SELECT (timezone('UTC'::text, fresh_events.at))::date AS timezone
    FROM report_internals.fresh_events() fresh_events(ticket_id, incident_id, at)
   WHERE (fresh_days.of = 'flow'::text)
 UNION
  SELECT (timezone('UTC'::text, kept.created_at))::date AS timezone
    FROM (report_internals.fresh_tickets() fresh(fresh)
      JOIN report_internals.kept_tickets kept ON ((kept.id = fresh.fresh)))
   WHERE (fresh_days.of = 'ticket'::text)
 UNION
  SELECT (timezone('UTC'::text, event.at))::date AS timezone
    FROM (report_internals.fresh_tickets() fresh(fresh)
      JOIN reporting.ticket_events event ON ((event.ticket_id = fresh.fresh)))
   WHERE ((fresh_days.of = 'ticket'::text) AND (event.kind = 'ticket.created'::text))
 UNION
  SELECT (timezone('UTC'::text, counted.at))::date AS timezone
    FROM ((report_internals.fresh_incidents() fresh(fresh)
      JOIN report_internals.kept_incidents kept ON ((kept.id = fresh.fresh)))
      CROSS JOIN LATERAL ( VALUES (kept.created_at), (kept.opened_at)) counted(at))
   WHERE (fresh_days.of = 'incident'::text)
 UNION
  SELECT (timezone('UTC'::text, counted.at))::date AS timezone
    FROM ((report_internals.fresh_incidents() fresh(fresh)
      JOIN report_internals.incident_starts('infinity'::timestamp with time zone) life(incident_id, ticket_id, at, severity, rule, rule_version, escalatable_at, created_at) ON ((life.incident_id = fresh.fresh)))
      CROSS JOIN LATERAL ( VALUES (life.created_at), (life.at)) counted(at))
   WHERE (fresh_days.of = 'incident'::text)
 UNION
  SELECT kept_promise_days.day
    FROM report_internals.kept_promise_days
   WHERE ((fresh_days.of = 'promise'::text) AND (kept_promise_days.next_due < public.clock_now()));
END;

CREATE TABLE rollup.flow_days (
    day date NOT NULL,
    tickets_created bigint NOT NULL,
    tickets_reopened bigint NOT NULL,
    tickets_opened bigint NOT NULL,
    tickets_closed bigint NOT NULL,
    incidents_created bigint NOT NULL,
    incidents_reopened bigint NOT NULL,
    incidents_opened bigint NOT NULL,
    incidents_closed bigint NOT NULL,
    incidents_merged bigint NOT NULL
);

COMMENT ON TABLE rollup.flow_days IS 'By day: what came and went.';

CREATE VIEW report_internals.kept_flow_days AS
 SELECT flow_days.day,
    flow_days.tickets_created,
    flow_days.tickets_reopened,
    flow_days.tickets_opened,
    flow_days.tickets_closed,
    flow_days.incidents_created,
    flow_days.incidents_reopened,
    flow_days.incidents_opened,
    flow_days.incidents_closed,
    flow_days.incidents_merged
   FROM rollup.flow_days;

CREATE TABLE rollup.incident_days (
    day date NOT NULL,
    level text NOT NULL,
    lag rollup.summary NOT NULL,
    acknowledged rollup.summary NOT NULL,
    acknowledged_business rollup.summary NOT NULL,
    unacknowledged bigint NOT NULL,
    oldest_unacknowledged timestamp with time zone,
    resolved rollup.summary NOT NULL,
    resolved_business rollup.summary NOT NULL,
    reopened rollup.summary NOT NULL
);

COMMENT ON TABLE rollup.incident_days IS 'By day on which they began, or were opened: severities.';

CREATE VIEW report_internals.kept_incident_days AS
 SELECT incident_days.day,
    incident_days.level,
    incident_days.lag,
    incident_days.acknowledged,
    incident_days.acknowledged_business,
    incident_days.unacknowledged,
    incident_days.oldest_unacknowledged,
    incident_days.resolved,
    incident_days.resolved_business,
    incident_days.reopened
   FROM rollup.incident_days;

CREATE TABLE rollup.stale_days (
    kind text NOT NULL,
    day date NOT NULL
);

COMMENT ON TABLE rollup.stale_days IS 'Whose figures are to be made again.';

CREATE VIEW report_internals.kept_stale_days AS
 SELECT stale_days.kind,
    stale_days.day
   FROM rollup.stale_days;

CREATE TABLE rollup.ticket_days (
    day date NOT NULL,
    level text NOT NULL,
    response rollup.summary NOT NULL,
    response_business rollup.summary NOT NULL,
    unanswered bigint NOT NULL,
    oldest_unanswered timestamp with time zone,
    reopened rollup.summary NOT NULL
);

COMMENT ON TABLE rollup.ticket_days IS 'By day of creation and priority.';

CREATE VIEW report_internals.kept_ticket_days AS
 SELECT ticket_days.day,
    ticket_days.level,
    ticket_days.response,
    ticket_days.response_business,
    ticket_days.unanswered,
    ticket_days.oldest_unanswered,
    ticket_days.reopened
   FROM rollup.ticket_days;

CREATE FUNCTION report_internals.stale_days(of text) RETURNS SETOF date
    LANGUAGE sql STABLE ROWS 20 PARALLEL SAFE
    SET jit TO 'off'
    BEGIN ATOMIC
 SELECT kept_stale_days.day
    FROM report_internals.kept_stale_days
   WHERE (kept_stale_days.kind = stale_days.of)
 UNION
  SELECT fresh.fresh
    FROM report_internals.fresh_days(stale_days.of) fresh(fresh)
 UNION
  SELECT days.day
    FROM report_internals.days() days(day, starts_at, ends_at)
   WHERE (NOT (EXISTS ( SELECT
            FROM ( SELECT kept_flow_days.day
                    FROM report_internals.kept_flow_days
                   WHERE (stale_days.of = 'flow'::text)
                 UNION ALL
                  SELECT kept_ticket_days.day
                    FROM report_internals.kept_ticket_days
                   WHERE ((stale_days.of = 'ticket'::text) AND (kept_ticket_days.level = 'all'::text))
                 UNION ALL
                  SELECT kept_incident_days.day
                    FROM report_internals.kept_incident_days
                   WHERE ((stale_days.of = 'incident'::text) AND (kept_incident_days.level = 'all'::text))
                 UNION ALL
                  SELECT kept_promise_days.day
                    FROM report_internals.kept_promise_days
                   WHERE ((stale_days.of = 'promise'::text) AND (kept_promise_days.subject = 'ticket'::text) AND (kept_promise_days.metric = 'resolution'::text))) kept
           WHERE (kept.day = days.day))));
END;

CREATE FUNCTION report_internals.flow_days() RETURNS TABLE(day date, tickets_created bigint, tickets_reopened bigint, tickets_opened bigint, tickets_closed bigint, incidents_created bigint, incidents_reopened bigint, incidents_opened bigint, incidents_closed bigint, incidents_merged bigint)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT days.day,
     figures.tickets_created,
     figures.tickets_reopened,
     figures.tickets_opened,
     figures.tickets_closed,
     figures.incidents_created,
     figures.incidents_reopened,
     figures.incidents_opened,
     figures.incidents_closed,
     figures.incidents_merged
    FROM ((report_internals.days() days(day, starts_at, ends_at)
      LEFT JOIN report_internals.stale_days('flow'::text) stale(stale) ON ((stale.stale = days.day)))
      CROSS JOIN LATERAL ( SELECT kept.tickets_created,
             kept.tickets_reopened,
             kept.tickets_opened,
             kept.tickets_closed,
             kept.incidents_created,
             kept.incidents_reopened,
             kept.incidents_opened,
             kept.incidents_closed,
             kept.incidents_merged
            FROM report_internals.kept_flow_days kept
           WHERE ((stale.stale IS NULL) AND (kept.day = days.day))
         UNION ALL
          SELECT made.tickets_created,
             made.tickets_reopened,
             made.tickets_opened,
             made.tickets_closed,
             made.incidents_created,
             made.incidents_reopened,
             made.incidents_opened,
             made.incidents_closed,
             made.incidents_merged
            FROM report_internals.flows(days.starts_at, days.ends_at) made(tickets_created, tickets_reopened, tickets_opened, tickets_closed, incidents_created, incidents_reopened, incidents_opened, incidents_closed, incidents_merged)
           WHERE (stale.stale IS NOT NULL)) figures);
END;

CREATE FUNCTION report_internals.incident_lives_in_ledger(as_of timestamp with time zone) RETURNS TABLE(id bigint, ticket_id bigint, opened_at timestamp with time zone, created_at timestamp with time zone, updated_at timestamp with time zone, status text, severity text, first_severity text, assignee text, rule text, rule_version integer, escalatable_at timestamp with time zone, acknowledged_at timestamp with time zone, resolved_at timestamp with time zone, merged_into bigint, times_resolved bigint, times_reopened bigint, escalation_lag_seconds double precision, acknowledge_seconds double precision, acknowledge_business_seconds double precision, resolve_seconds double precision, resolve_business_seconds double precision)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT incident.incident_id,
     incident.ticket_id,
     incident.at,
     incident.created_at,
     incident.last_at,
     incident.status,
     incident.severity,
     incident.first_severity,
     incident.assignee,
     incident.rule,
     incident.rule_version,
     incident.escalatable_at,
     incident.acknowledged_at,
     incident.resolved_at,
     incident.merged_into,
     incident.times_resolved,
     incident.times_reopened,
         CASE
             WHEN ((incident.rule_version IS NOT NULL) OR (incident.escalatable_at < incident.at)) THEN report_internals.seconds(incident.escalatable_at, incident.at)
             ELSE NULL::double precision
         END AS "case",
     report_internals.seconds(incident.created_at, incident.acknowledged_at) AS seconds,
     ( SELECT report_internals.business_seconds(calendar.zone, calendar.week, calendar.holidays, incident.created_at, incident.acknowledged_at) AS business_seconds
            FROM report_internals.calendar('incident'::text, incident.incident_id) calendar(zone, week, holidays)) AS business_seconds,
     report_internals.seconds(incident.created_at, incident.resolved_at) AS seconds,
     ( SELECT report_internals.business_seconds(calendar.zone, calendar.week, calendar.holidays, incident.created_at, incident.resolved_at) AS business_seconds
            FROM report_internals.calendar('incident'::text, incident.incident_id) calendar(zone, week, holidays)) AS business_seconds
    FROM ( SELECT opened.incident_id,
             opened.ticket_id,
             opened.at,
             opened.rule,
             opened.rule_version,
             opened.escalatable_at,
             opened.severity AS first_severity,
             opened.created_at,
             life.last_at,
             life.status,
             life.severity,
             life.assignee,
             life.merged_into,
             life.times_resolved,
             life.times_reopened,
                 CASE
                     WHEN (life.merged_into IS NULL) THEN life.acknowledged_at
                     ELSE NULL::timestamp with time zone
                 END AS acknowledged_at,
                 CASE
                     WHEN ((life.merged_into IS NULL) AND (NOT report_internals.is_open(life.status))) THEN life.resolved_at
                     ELSE NULL::timestamp with time zone
                 END AS resolved_at
            FROM (report_internals.incident_starts(incident_lives_in_ledger.as_of) opened(incident_id, ticket_id, at, severity, rule, rule_version, escalatable_at, created_at)
              CROSS JOIN LATERAL ( SELECT max(event.at) AS last_at,
                     min(event.acknowledged_at) AS acknowledged_at,
                     (array_agg(event.status ORDER BY event.id DESC) FILTER (WHERE (event.status IS NOT NULL)))[1] AS status,
                     (array_agg(event.severity ORDER BY event.id DESC) FILTER (WHERE (event.severity IS NOT NULL)))[1] AS severity,
                     (array_agg(event.assignee ORDER BY event.id DESC) FILTER (WHERE event.sets_assignee))[1] AS assignee,
                     (array_agg(event.resolved_at ORDER BY event.id DESC) FILTER (WHERE (event.resolved_at IS NOT NULL)))[1] AS resolved_at,
                     (array_agg(event.merged_into ORDER BY event.id DESC) FILTER (WHERE (event.merged_into IS NOT NULL)))[1] AS merged_into,
                     count(*) FILTER (WHERE (event.kind = 'incident.resolved'::text)) AS times_resolved,
                     count(*) FILTER (WHERE (event.kind = 'incident.reopened'::text)) AS times_reopened
                    FROM reporting.incident_events event
                   WHERE ((event.incident_id = opened.incident_id) AND (event.at <= incident_lives_in_ledger.as_of))) life)) incident;
END;

CREATE FUNCTION report_internals.other_incidents(as_of timestamp with time zone) RETURNS SETOF bigint
    LANGUAGE sql STABLE ROWS 100 PARALLEL SAFE
    SET jit TO 'off'
    BEGIN ATOMIC
 SELECT fresh.fresh
    FROM report_internals.fresh_incidents() fresh(fresh)
 UNION
  SELECT kept_incidents.id
    FROM report_internals.kept_incidents
   WHERE ((kept_incidents.updated_at > other_incidents.as_of) AND ((kept_incidents.created_at <= other_incidents.as_of) IS TRUE));
END;

CREATE FUNCTION report_internals.incident_lives(as_of timestamp with time zone) RETURNS TABLE(id bigint, ticket_id bigint, opened_at timestamp with time zone, created_at timestamp with time zone, updated_at timestamp with time zone, status text, severity text, first_severity text, assignee text, rule text, rule_version integer, escalatable_at timestamp with time zone, acknowledged_at timestamp with time zone, resolved_at timestamp with time zone, merged_into bigint, times_resolved bigint, times_reopened bigint, escalation_lag_seconds double precision, acknowledge_seconds double precision, acknowledge_business_seconds double precision, resolve_seconds double precision, resolve_business_seconds double precision)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT kept.id,
     kept.ticket_id,
     kept.opened_at,
     kept.created_at,
     kept.updated_at,
     kept.status,
     kept.severity,
     kept.first_severity,
     kept.assignee,
     kept.rule,
     kept.rule_version,
     kept.escalatable_at,
     kept.acknowledged_at,
     kept.resolved_at,
     kept.merged_into,
     kept.times_resolved,
     kept.times_reopened,
     kept.escalation_lag_seconds,
     kept.acknowledge_seconds,
     kept.acknowledge_business_seconds,
     kept.resolve_seconds,
     kept.resolve_business_seconds
    FROM report_internals.kept_incidents kept
   WHERE ((kept.updated_at <= incident_lives.as_of) AND (NOT (EXISTS ( SELECT
            FROM report_internals.fresh_incidents() fresh(fresh)
           WHERE (fresh.fresh = kept.id)))))
 UNION ALL
  SELECT life.id,
     life.ticket_id,
     life.opened_at,
     life.created_at,
     life.updated_at,
     life.status,
     life.severity,
     life.first_severity,
     life.assignee,
     life.rule,
     life.rule_version,
     life.escalatable_at,
     life.acknowledged_at,
     life.resolved_at,
     life.merged_into,
     life.times_resolved,
     life.times_reopened,
     life.escalation_lag_seconds,
     life.acknowledge_seconds,
     life.acknowledge_business_seconds,
     life.resolve_seconds,
     life.resolve_business_seconds
    FROM report_internals.incident_lives_in_ledger(incident_lives.as_of) life(id, ticket_id, opened_at, created_at, updated_at, status, severity, first_severity, assignee, rule, rule_version, escalatable_at, acknowledged_at, resolved_at, merged_into, times_resolved, times_reopened, escalation_lag_seconds, acknowledge_seconds, acknowledge_business_seconds, resolve_seconds, resolve_business_seconds)
   WHERE (life.id = ANY (ARRAY( SELECT report_internals.other_incidents(incident_lives.as_of) AS other_incidents)));
END;

CREATE FUNCTION report_internals.incident_samples(as_of timestamp with time zone) RETURNS TABLE(metric text, at timestamp with time zone, level text, value double precision)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT measure.metric,
     life.created_at,
     life.severity,
     measure.value
    FROM (report_internals.incident_lives(incident_samples.as_of) life(id, ticket_id, opened_at, created_at, updated_at, status, severity, first_severity, assignee, rule, rule_version, escalatable_at, acknowledged_at, resolved_at, merged_into, times_resolved, times_reopened, escalation_lag_seconds, acknowledge_seconds, acknowledge_business_seconds, resolve_seconds, resolve_business_seconds)
      CROSS JOIN LATERAL ( VALUES ('mtta'::text,(life.acknowledged_at IS NOT NULL),life.acknowledge_seconds), ('incidents_unacknowledged'::text,(life.acknowledged_at IS NULL),report_internals.age(life.status, life.created_at, incident_samples.as_of)), ('mttr_resolve'::text,(life.resolved_at IS NOT NULL),life.resolve_seconds), ('reopen_rate'::text,(life.times_resolved > 0),((life.times_reopened > 0))::integer)) measure(metric, counts, value))
   WHERE ((life.merged_into IS NULL) AND measure.counts)
 UNION ALL
  SELECT 'mtta_business'::text,
     life.created_at,
     life.severity,
     life.acknowledge_business_seconds
    FROM report_internals.incident_lives(incident_samples.as_of) life(id, ticket_id, opened_at, created_at, updated_at, status, severity, first_severity, assignee, rule, rule_version, escalatable_at, acknowledged_at, resolved_at, merged_into, times_resolved, times_reopened, escalation_lag_seconds, acknowledge_seconds, acknowledge_business_seconds, resolve_seconds, resolve_business_seconds)
   WHERE ((life.merged_into IS NULL) AND (life.acknowledge_business_seconds IS NOT NULL))
 UNION ALL
  SELECT 'mttr_resolve_business'::text,
     life.created_at,
     life.severity,
     life.resolve_business_seconds
    FROM report_internals.incident_lives(incident_samples.as_of) life(id, ticket_id, opened_at, created_at, updated_at, status, severity, first_severity, assignee, rule, rule_version, escalatable_at, acknowledged_at, resolved_at, merged_into, times_resolved, times_reopened, escalation_lag_seconds, acknowledge_seconds, acknowledge_business_seconds, resolve_seconds, resolve_business_seconds)
   WHERE ((life.merged_into IS NULL) AND (life.resolve_business_seconds IS NOT NULL))
 UNION ALL
  SELECT 'escalation_lag'::text,
     life.opened_at,
     life.severity,
     life.escalation_lag_seconds
    FROM report_internals.incident_lives(incident_samples.as_of) life(id, ticket_id, opened_at, created_at, updated_at, status, severity, first_severity, assignee, rule, rule_version, escalatable_at, acknowledged_at, resolved_at, merged_into, times_resolved, times_reopened, escalation_lag_seconds, acknowledge_seconds, acknowledge_business_seconds, resolve_seconds, resolve_business_seconds)
   WHERE (life.escalation_lag_seconds IS NOT NULL);
END;

CREATE FUNCTION report_internals.summary(samples double precision[]) RETURNS rollup.summary
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT ROW(whole.n, whole.mean, whole.points[1], whole.points[2], whole.points[3], whole.points[4], whole.points[5], whole.maximum)::rollup.summary AS "row"
    FROM ( SELECT count(*) AS n,
             avg(sorted.sample) AS mean,
             max(sorted.sample) AS maximum,
             percentile_cont((ARRAY[0.5, 0.75, 0.9, 0.95, 0.99])::double precision[]) WITHIN GROUP (ORDER BY sorted.sample) AS points
            FROM ( SELECT sample.sample
                    FROM unnest(summary.samples) sample(sample)
                   ORDER BY sample.sample) sorted) whole;
END;

CREATE FUNCTION report_internals.incident_figures(since timestamp with time zone, until timestamp with time zone) RETURNS TABLE(level text, lag rollup.summary, acknowledged rollup.summary, acknowledged_business rollup.summary, unacknowledged bigint, oldest_unacknowledged timestamp with time zone, resolved rollup.summary, resolved_business rollup.summary, reopened rollup.summary)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT part.level,
     report_internals.summary(array_agg(sample.value) FILTER (WHERE (sample.metric = 'escalation_lag'::text))) AS summary,
     report_internals.summary(array_agg(sample.value) FILTER (WHERE (sample.metric = 'mtta'::text))) AS summary,
     report_internals.summary(array_agg(sample.value) FILTER (WHERE (sample.metric = 'mtta_business'::text))) AS summary,
     count(*) FILTER (WHERE (sample.metric = 'incidents_unacknowledged'::text)) AS count,
     min(sample.at) FILTER (WHERE ((sample.metric = 'incidents_unacknowledged'::text) AND (sample.value IS NOT NULL))) AS min,
     report_internals.summary(array_agg(sample.value) FILTER (WHERE (sample.metric = 'mttr_resolve'::text))) AS summary,
     report_internals.summary(array_agg(sample.value) FILTER (WHERE (sample.metric = 'mttr_resolve_business'::text))) AS summary,
     report_internals.summary(array_agg(sample.value) FILTER (WHERE (sample.metric = 'reopen_rate'::text))) AS summary
    FROM (unnest(ARRAY['all'::text, 'high'::text, 'medium'::text, 'low'::text]) part(level)
      LEFT JOIN ( SELECT incident_samples.metric,
             incident_samples.level,
             incident_samples.at,
             incident_samples.value
            FROM report_internals.incident_samples(public.clock_now()) incident_samples(metric, at, level, value)
           WHERE ((incident_samples.at >= incident_figures.since) AND (incident_samples.at < incident_figures.until))) sample ON (((part.level = 'all'::text) OR (part.level = sample.level))))
   GROUP BY part.level;
END;

CREATE FUNCTION report_internals.incident_days() RETURNS TABLE(day date, level text, lag rollup.summary, acknowledged rollup.summary, acknowledged_business rollup.summary, unacknowledged bigint, oldest_unacknowledged timestamp with time zone, resolved rollup.summary, resolved_business rollup.summary, reopened rollup.summary)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT days.day,
     figures.level,
     figures.lag,
     figures.acknowledged,
     figures.acknowledged_business,
     figures.unacknowledged,
     figures.oldest_unacknowledged,
     figures.resolved,
     figures.resolved_business,
     figures.reopened
    FROM ((report_internals.days() days(day, starts_at, ends_at)
      LEFT JOIN report_internals.stale_days('incident'::text) stale(stale) ON ((stale.stale = days.day)))
      CROSS JOIN LATERAL ( SELECT kept.level,
             kept.lag,
             kept.acknowledged,
             kept.acknowledged_business,
             kept.unacknowledged,
             kept.oldest_unacknowledged,
             kept.resolved,
             kept.resolved_business,
             kept.reopened
            FROM report_internals.kept_incident_days kept
           WHERE ((stale.stale IS NULL) AND (kept.day = days.day))
         UNION ALL
          SELECT made.level,
             made.lag,
             made.acknowledged,
             made.acknowledged_business,
             made.unacknowledged,
             made.oldest_unacknowledged,
             made.resolved,
             made.resolved_business,
             made.reopened
            FROM report_internals.incident_figures(days.starts_at, days.ends_at) made(level, lag, acknowledged, acknowledged_business, unacknowledged, oldest_unacknowledged, resolved, resolved_business, reopened)
           WHERE (stale.stale IS NOT NULL)) figures);
END;

CREATE FUNCTION report_internals.keep_days(at_most bigint) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $_$
DECLARE
  chosen record;
  figures record;
  statement text;
  day date;
BEGIN
  PERFORM FROM rollup.place FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  SELECT kinds.kind, (array_agg(stale.day ORDER BY stale.day))[1:at_most::integer] AS days
  INTO chosen
  FROM unnest(ARRAY['flow', 'ticket', 'incident', 'promise']) AS kinds (kind)
  CROSS JOIN LATERAL (
    SELECT report_internals.stale_days(kinds.kind)
    EXCEPT
    SELECT report_internals.fresh_days(kinds.kind)
    WHERE kinds.kind <> 'promise'
  ) AS stale (day)
  GROUP BY kinds.kind
  ORDER BY min(stale.day), kinds.kind
  LIMIT 1;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  -- First the marks: what changes from here on makes another one.
  DELETE FROM rollup.stale_days AS stale
  WHERE stale.kind = chosen.kind AND stale.day = ANY (chosen.days);
  FOR figures IN
    SELECT made.days, made.source
    FROM report_internals.day_kinds() AS made
    WHERE made.kind = chosen.kind
  LOOP
    statement := format(
      'INSERT INTO rollup.%I SELECT $1, %s FROM report_internals.%I($2, $3) AS made',
      figures.days,
      (
        SELECT string_agg(format('made.%I', attname), ', ' ORDER BY attnum)
        FROM pg_attribute
        WHERE attrelid = format('rollup.%I', figures.days)::regclass
          AND attnum > 1
          AND NOT attisdropped
      ),
      figures.source);
    EXECUTE format('DELETE FROM rollup.%I WHERE day = ANY ($1)', figures.days)
    USING chosen.days;
    -- One day at a time: only for instants that it knows does the planner find the months.
    FOREACH day IN ARRAY chosen.days LOOP
      EXECUTE statement
      USING day, timezone('UTC', day::timestamp), timezone('UTC', (day + 1)::timestamp);
    END LOOP;
  END LOOP;
  RETURN cardinality(chosen.days);
END
$_$;

CREATE FUNCTION report_internals.keep_lives(at_most bigint) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
  clocks record;
  batch record;
BEGIN
  PERFORM FROM rollup.place FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  SELECT xid, id INTO clocks FROM response.sla_place;
  SELECT count(*) AS events, max(xid) AS xid,
    (array_agg(id ORDER BY xid DESC, id DESC))[1] AS id,
    array_agg(DISTINCT ticket_id)
      FILTER (WHERE incident_id IS NULL AND ticket_id IS NOT NULL) AS tickets,
    array_agg(DISTINCT incident_id) FILTER (WHERE incident_id IS NOT NULL) AS incidents,
    array_agg(DISTINCT timezone('UTC', at)::date) AS days
  INTO batch
  FROM (
    SELECT event.xid, event.id, event.ticket_id, event.incident_id, event.at
    FROM report_internals.later_events AS event
    WHERE (event.xid, event.id) <= (clocks.xid, clocks.id)
      AND event.xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY event.xid, event.id
    LIMIT at_most
  ) AS next;
  IF batch.events = 0 THEN
    RETURN 0;
  END IF;
  PERFORM report_internals.mark_days(batch.tickets, batch.incidents);
  DELETE FROM rollup.tickets WHERE id = ANY (batch.tickets);
  DELETE FROM rollup.incidents WHERE id = ANY (batch.incidents);
  INSERT INTO rollup.tickets
  SELECT
    life.id, life.created_at, life.updated_at, life.status, life.category, life.first_category,
    life.priority, life.first_priority, life.assignee, life.source, life.decided_by, life.ruleset,
    life.first_response_at, life.resolved_at, life.closed_at, life.times_resolved,
    life.times_reopened, life.first_response_seconds, life.first_response_business_seconds,
    life.resolution_seconds, life.resolution_business_seconds
  FROM report_internals.ticket_lives_in_ledger('infinity') AS life
  WHERE life.id = ANY (batch.tickets);
  INSERT INTO rollup.incidents
  SELECT
    life.id, life.ticket_id, life.opened_at, life.created_at, life.updated_at, life.status,
    life.severity, life.first_severity, life.assignee, life.rule, life.rule_version,
    life.escalatable_at, life.acknowledged_at, life.resolved_at, life.merged_into,
    life.times_resolved, life.times_reopened, life.escalation_lag_seconds, life.acknowledge_seconds,
    life.acknowledge_business_seconds, life.resolve_seconds, life.resolve_business_seconds
  FROM report_internals.incident_lives_in_ledger('infinity') AS life
  WHERE life.id = ANY (batch.incidents);
  PERFORM report_internals.mark_days(batch.tickets, batch.incidents);
  INSERT INTO rollup.stale_days (kind, day)
  SELECT 'flow', day
  FROM unnest(batch.days) AS day;
  UPDATE rollup.place SET xid = batch.xid, id = batch.id;
  RETURN batch.events;
END
$$;

CREATE FUNCTION report_internals.mark_days(of_tickets bigint[], of_incidents bigint[]) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 INSERT INTO rollup.stale_days (kind, day)  SELECT 'ticket'::text,
             (timezone('UTC'::text, tickets.created_at))::date AS timezone
            FROM rollup.tickets
           WHERE (tickets.id = ANY (mark_days.of_tickets))
         UNION
          SELECT 'incident'::text,
             (timezone('UTC'::text, counted.at))::date AS timezone
            FROM (rollup.incidents
              CROSS JOIN LATERAL ( VALUES (incidents.created_at), (incidents.opened_at)) counted(at))
           WHERE (incidents.id = ANY (mark_days.of_incidents));
END;

CREATE FUNCTION report_internals.metric_kinds() RETURNS TABLE(place integer, metric text, unit text, shows text)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT kind.place,
     kind.metric,
     kind.unit,
     kind.shows
    FROM ( VALUES (1,'tickets_created'::text,'tickets'::text,'count'::text), (2,'tickets_reopened'::text,'tickets'::text,'count'::text), (3,'tickets_opened'::text,'tickets'::text,'count'::text), (4,'tickets_closed'::text,'tickets'::text,'count'::text), (5,'ticket_backlog'::text,'tickets'::text,'level'::text), (6,'incidents_created'::text,'incidents'::text,'count'::text), (7,'incidents_reopened'::text,'incidents'::text,'count'::text), (8,'incidents_opened'::text,'incidents'::text,'count'::text), (9,'incidents_closed'::text,'incidents'::text,'count'::text), (10,'incidents_merged'::text,'incidents'::text,'count'::text), (11,'incident_backlog'::text,'incidents'::text,'level'::text), (12,'first_response'::text,'seconds'::text,'mean'::text), (13,'first_response_business'::text,'seconds'::text,'mean'::text), (14,'tickets_unanswered'::text,'seconds'::text,'mean'::text), (15,'ticket_resolution'::text,'seconds'::text,'mean'::text), (16,'ticket_resolution_business'::text,'seconds'::text,'mean'::text), (17,'ticket_reopen_rate'::text,'ratio'::text,'mean'::text), (18,'triage_kept'::text,'ratio'::text,'mean'::text), (19,'escalation_lag'::text,'seconds'::text,'mean'::text), (20,'mtta'::text,'seconds'::text,'mean'::text), (21,'mtta_business'::text,'seconds'::text,'mean'::text), (22,'incidents_unacknowledged'::text,'seconds'::text,'mean'::text), (23,'mttr_resolve'::text,'seconds'::text,'mean'::text), (24,'mttr_resolve_business'::text,'seconds'::text,'mean'::text), (25,'reopen_rate'::text,'ratio'::text,'mean'::text), (26,'sla_compliance'::text,'ratio'::text,'mean'::text), (27,'sla_first_response'::text,'ratio'::text,'mean'::text), (28,'sla_acknowledgement'::text,'ratio'::text,'mean'::text), (29,'sla_resolution'::text,'ratio'::text,'mean'::text)) kind(place, metric, unit, shows);
END;

CREATE FUNCTION report_internals.other_tickets(as_of timestamp with time zone) RETURNS SETOF bigint
    LANGUAGE sql STABLE ROWS 100 PARALLEL SAFE
    SET jit TO 'off'
    BEGIN ATOMIC
 SELECT fresh.fresh
    FROM report_internals.fresh_tickets() fresh(fresh)
 UNION
  SELECT kept_tickets.id
    FROM report_internals.kept_tickets
   WHERE ((kept_tickets.updated_at > other_tickets.as_of) AND ((kept_tickets.created_at <= other_tickets.as_of) IS TRUE));
END;

CREATE FUNCTION report_internals.promises(as_of timestamp with time zone) RETURNS TABLE(id bigint, subject text, subject_id bigint, metric text, started_at timestamp with time zone, due_at timestamp with time zone, state text)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT clock.id,
     clock.subject,
     clock.subject_id,
     clock.metric,
     clock.started_at,
     clock.due_at,
         CASE
             WHEN (clock.cancelled_at IS NOT NULL) THEN 'cancelled'::text
             ELSE response.sla_state(((clock.active * tstzmultirange(tstzrange(NULL::timestamp with time zone, promises.as_of))) +
             CASE
                 WHEN (clock.active @> promises.as_of) THEN tstzmultirange(tstzrange(promises.as_of, NULL::timestamp with time zone))
                 ELSE '{}'::tstzmultirange
             END), clock.paused, clock.due_at, promises.as_of)
         END AS sla_state
    FROM reporting.sla_clocks clock
   WHERE (clock.started_at <= promises.as_of);
END;

CREATE FUNCTION report_internals.promise_figures(since timestamp with time zone, until timestamp with time zone) RETURNS TABLE(subject text, metric text, met bigint, breached bigint, left_out bigint, next_due timestamp with time zone)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT kind.subject,
     kind.metric,
     count(*) FILTER (WHERE (promise.state = 'met'::text)) AS count,
     count(*) FILTER (WHERE (promise.state = 'breached'::text)) AS count,
     count(*) FILTER (WHERE (promise.state <> ALL (ARRAY['met'::text, 'breached'::text]))) AS count,
     min(promise.due_at) FILTER (WHERE (promise.state = 'running'::text)) AS min
    FROM (( VALUES ('ticket'::text,'first_response'::text), ('ticket'::text,'acknowledgement'::text), ('ticket'::text,'resolution'::text), ('incident'::text,'acknowledgement'::text), ('incident'::text,'resolution'::text)) kind(subject, metric)
      LEFT JOIN ( SELECT promises.subject,
             promises.metric,
             promises.state,
             promises.due_at
            FROM report_internals.promises(public.clock_now()) promises(id, subject, subject_id, metric, started_at, due_at, state)
           WHERE ((promises.started_at >= promise_figures.since) AND (promises.started_at < promise_figures.until))) promise ON (((promise.subject = kind.subject) AND (promise.metric = kind.metric))))
   GROUP BY kind.subject, kind.metric;
END;

CREATE FUNCTION report_internals.promise_days() RETURNS TABLE(day date, subject text, metric text, met bigint, breached bigint, left_out bigint, next_due timestamp with time zone)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT days.day,
     figures.subject,
     figures.metric,
     figures.met,
     figures.breached,
     figures.left_out,
     figures.next_due
    FROM ((report_internals.days() days(day, starts_at, ends_at)
      LEFT JOIN report_internals.stale_days('promise'::text) stale(stale) ON ((stale.stale = days.day)))
      CROSS JOIN LATERAL ( SELECT kept.subject,
             kept.metric,
             kept.met,
             kept.breached,
             kept.left_out,
             kept.next_due
            FROM report_internals.kept_promise_days kept
           WHERE ((stale.stale IS NULL) AND (kept.day = days.day))
         UNION ALL
          SELECT made.subject,
             made.metric,
             made.met,
             made.breached,
             made.left_out,
             made.next_due
            FROM report_internals.promise_figures(days.starts_at, days.ends_at) made(subject, metric, met, breached, left_out, next_due)
           WHERE (stale.stale IS NOT NULL)) figures);
END;

CREATE FUNCTION report_internals.promise_samples(as_of timestamp with time zone) RETURNS TABLE(metric text, at timestamp with time zone, level text, value double precision)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT measure.metric,
     promise.started_at,
     promise.subject,
     ((promise.state = 'met'::text))::integer AS int4
    FROM (report_internals.promises(promise_samples.as_of) promise(id, subject, subject_id, metric, started_at, due_at, state)
      CROSS JOIN LATERAL ( VALUES ('sla_compliance'::text), (('sla_'::text || promise.metric))) measure(metric))
   WHERE (promise.state = ANY (ARRAY['met'::text, 'breached'::text]));
END;

CREATE FUNCTION report_internals.ratio(part bigint, whole bigint) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((part)::double precision / (NULLIF(whole, 0))::double precision);

CREATE FUNCTION report_internals.ticket_lives_in_ledger(as_of timestamp with time zone) RETURNS TABLE(id bigint, created_at timestamp with time zone, updated_at timestamp with time zone, status text, category text, first_category text, priority text, first_priority text, assignee text, source text, decided_by text, ruleset integer, first_response_at timestamp with time zone, resolved_at timestamp with time zone, closed_at timestamp with time zone, times_resolved bigint, times_reopened bigint, first_response_seconds double precision, first_response_business_seconds double precision, resolution_seconds double precision, resolution_business_seconds double precision)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT ticket.ticket_id,
     ticket.at,
     ticket.last_at,
     ticket.status,
     ticket.category,
     ticket.first_category,
     ticket.priority,
     ticket.first_priority,
     ticket.assignee,
     ticket.source,
     ticket.decided_by,
     ticket.ruleset,
     ticket.answered_at,
     ticket.left_at,
         CASE
             WHEN (ticket.status = 'closed'::text) THEN ticket.closed_at
             ELSE NULL::timestamp with time zone
         END AS "case",
     ticket.times_resolved,
     ticket.times_reopened,
     report_internals.seconds(ticket.at, ticket.answered_at) AS seconds,
     ( SELECT report_internals.business_seconds(calendar.zone, calendar.week, calendar.holidays, ticket.at, ticket.answered_at) AS business_seconds
            FROM report_internals.calendar('ticket'::text, ticket.ticket_id) calendar(zone, week, holidays)) AS business_seconds,
     report_internals.seconds(ticket.at, ticket.left_at) AS seconds,
     ( SELECT report_internals.business_seconds(calendar.zone, calendar.week, calendar.holidays, ticket.at, ticket.left_at) AS business_seconds
            FROM report_internals.calendar('ticket'::text, ticket.ticket_id) calendar(zone, week, holidays)) AS business_seconds
    FROM ( SELECT created.ticket_id,
             created.at,
             created.decided_by,
             created.ruleset,
             created.source,
             created.category AS first_category,
             created.priority AS first_priority,
             life.last_at,
             life.status,
             life.category,
             life.priority,
             life.assignee,
             life.answered_at,
             life.closed_at,
             life.times_resolved,
             life.times_reopened,
                 CASE
                     WHEN (NOT report_internals.is_open(life.status)) THEN COALESCE(life.left_at, created.at)
                     ELSE NULL::timestamp with time zone
                 END AS left_at
            FROM (reporting.ticket_events created
              CROSS JOIN LATERAL ( SELECT max(event.at) AS last_at,
                     (array_agg(event.status ORDER BY event.id DESC) FILTER (WHERE (event.status IS NOT NULL)))[1] AS status,
                     (array_agg(event.category ORDER BY event.id DESC) FILTER (WHERE (event.category IS NOT NULL)))[1] AS category,
                     (array_agg(event.priority ORDER BY event.id DESC) FILTER (WHERE (event.priority IS NOT NULL)))[1] AS priority,
                     (array_agg(event.assignee ORDER BY event.id DESC) FILTER (WHERE event.sets_assignee))[1] AS assignee,
                     min(event.at) FILTER (WHERE event.is_answer) AS answered_at,
                     max(event.at) FILTER (WHERE (event.backlog_change = '-1'::integer)) AS left_at,
                     max(event.at) FILTER (WHERE (event.status = 'closed'::text)) AS closed_at,
                     count(*) FILTER (WHERE (event.backlog_change = '-1'::integer)) AS times_resolved,
                     count(*) FILTER (WHERE ((event.backlog_change = 1) AND (event.kind <> 'ticket.created'::text))) AS times_reopened
                    FROM reporting.ticket_events event
                   WHERE ((event.ticket_id = created.ticket_id) AND (event.at <= ticket_lives_in_ledger.as_of))) life)
           WHERE ((created.kind = 'ticket.created'::text) AND (created.at <= ticket_lives_in_ledger.as_of))) ticket;
END;

CREATE FUNCTION report_internals.ticket_lives(as_of timestamp with time zone) RETURNS TABLE(id bigint, created_at timestamp with time zone, updated_at timestamp with time zone, status text, category text, first_category text, priority text, first_priority text, assignee text, source text, decided_by text, ruleset integer, first_response_at timestamp with time zone, resolved_at timestamp with time zone, closed_at timestamp with time zone, times_resolved bigint, times_reopened bigint, first_response_seconds double precision, first_response_business_seconds double precision, resolution_seconds double precision, resolution_business_seconds double precision)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT kept.id,
     kept.created_at,
     kept.updated_at,
     kept.status,
     kept.category,
     kept.first_category,
     kept.priority,
     kept.first_priority,
     kept.assignee,
     kept.source,
     kept.decided_by,
     kept.ruleset,
     kept.first_response_at,
     kept.resolved_at,
     kept.closed_at,
     kept.times_resolved,
     kept.times_reopened,
     kept.first_response_seconds,
     kept.first_response_business_seconds,
     kept.resolution_seconds,
     kept.resolution_business_seconds
    FROM report_internals.kept_tickets kept
   WHERE ((kept.updated_at <= ticket_lives.as_of) AND (NOT (EXISTS ( SELECT
            FROM report_internals.fresh_tickets() fresh(fresh)
           WHERE (fresh.fresh = kept.id)))))
 UNION ALL
  SELECT life.id,
     life.created_at,
     life.updated_at,
     life.status,
     life.category,
     life.first_category,
     life.priority,
     life.first_priority,
     life.assignee,
     life.source,
     life.decided_by,
     life.ruleset,
     life.first_response_at,
     life.resolved_at,
     life.closed_at,
     life.times_resolved,
     life.times_reopened,
     life.first_response_seconds,
     life.first_response_business_seconds,
     life.resolution_seconds,
     life.resolution_business_seconds
    FROM report_internals.ticket_lives_in_ledger(ticket_lives.as_of) life(id, created_at, updated_at, status, category, first_category, priority, first_priority, assignee, source, decided_by, ruleset, first_response_at, resolved_at, closed_at, times_resolved, times_reopened, first_response_seconds, first_response_business_seconds, resolution_seconds, resolution_business_seconds)
   WHERE (life.id = ANY (ARRAY( SELECT report_internals.other_tickets(ticket_lives.as_of) AS other_tickets)));
END;

CREATE FUNCTION report_internals.ticket_samples(as_of timestamp with time zone) RETURNS TABLE(metric text, at timestamp with time zone, level text, value double precision)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT measure.metric,
     life.created_at,
     life.priority,
     measure.value
    FROM (report_internals.ticket_lives(ticket_samples.as_of) life(id, created_at, updated_at, status, category, first_category, priority, first_priority, assignee, source, decided_by, ruleset, first_response_at, resolved_at, closed_at, times_resolved, times_reopened, first_response_seconds, first_response_business_seconds, resolution_seconds, resolution_business_seconds)
      CROSS JOIN LATERAL ( VALUES ('first_response'::text,(life.first_response_at IS NOT NULL),life.first_response_seconds), ('tickets_unanswered'::text,(life.first_response_at IS NULL),report_internals.age(life.status, life.created_at, ticket_samples.as_of)), ('ticket_resolution'::text,(life.resolution_seconds IS NOT NULL),life.resolution_seconds), ('ticket_reopen_rate'::text,(life.times_resolved > 0),((life.times_reopened > 0))::integer), ('triage_kept'::text,(life.decided_by = ANY (ARRAY['rules'::text, 'default'::text])),((life.category = life.first_category))::integer)) measure(metric, counts, value))
   WHERE measure.counts
 UNION ALL
  SELECT 'first_response_business'::text,
     life.created_at,
     life.priority,
     life.first_response_business_seconds
    FROM report_internals.ticket_lives(ticket_samples.as_of) life(id, created_at, updated_at, status, category, first_category, priority, first_priority, assignee, source, decided_by, ruleset, first_response_at, resolved_at, closed_at, times_resolved, times_reopened, first_response_seconds, first_response_business_seconds, resolution_seconds, resolution_business_seconds)
   WHERE (life.first_response_business_seconds IS NOT NULL)
 UNION ALL
  SELECT 'ticket_resolution_business'::text,
     life.created_at,
     life.priority,
     life.resolution_business_seconds
    FROM report_internals.ticket_lives(ticket_samples.as_of) life(id, created_at, updated_at, status, category, first_category, priority, first_priority, assignee, source, decided_by, ruleset, first_response_at, resolved_at, closed_at, times_resolved, times_reopened, first_response_seconds, first_response_business_seconds, resolution_seconds, resolution_business_seconds)
   WHERE (life.resolution_business_seconds IS NOT NULL);
END;

CREATE FUNCTION report_internals.ticket_figures(since timestamp with time zone, until timestamp with time zone) RETURNS TABLE(level text, response rollup.summary, response_business rollup.summary, unanswered bigint, oldest_unanswered timestamp with time zone, reopened rollup.summary)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT part.level,
     report_internals.summary(array_agg(sample.value) FILTER (WHERE (sample.metric = 'first_response'::text))) AS summary,
     report_internals.summary(array_agg(sample.value) FILTER (WHERE (sample.metric = 'first_response_business'::text))) AS summary,
     count(*) FILTER (WHERE (sample.metric = 'tickets_unanswered'::text)) AS count,
     min(sample.at) FILTER (WHERE ((sample.metric = 'tickets_unanswered'::text) AND (sample.value IS NOT NULL))) AS min,
     report_internals.summary(array_agg(sample.value) FILTER (WHERE (sample.metric = 'ticket_reopen_rate'::text))) AS summary
    FROM (unnest(ARRAY['all'::text, 'high'::text, 'medium'::text, 'low'::text]) part(level)
      LEFT JOIN ( SELECT ticket_samples.metric,
             ticket_samples.level,
             ticket_samples.at,
             ticket_samples.value
            FROM report_internals.ticket_samples(public.clock_now()) ticket_samples(metric, at, level, value)
           WHERE ((ticket_samples.at >= ticket_figures.since) AND (ticket_samples.at < ticket_figures.until))) sample ON (((part.level = 'all'::text) OR (part.level = sample.level))))
   GROUP BY part.level;
END;

CREATE FUNCTION report_internals.ticket_days() RETURNS TABLE(day date, level text, response rollup.summary, response_business rollup.summary, unanswered bigint, oldest_unanswered timestamp with time zone, reopened rollup.summary)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT days.day,
     figures.level,
     figures.response,
     figures.response_business,
     figures.unanswered,
     figures.oldest_unanswered,
     figures.reopened
    FROM ((report_internals.days() days(day, starts_at, ends_at)
      LEFT JOIN report_internals.stale_days('ticket'::text) stale(stale) ON ((stale.stale = days.day)))
      CROSS JOIN LATERAL ( SELECT kept.level,
             kept.response,
             kept.response_business,
             kept.unanswered,
             kept.oldest_unanswered,
             kept.reopened
            FROM report_internals.kept_ticket_days kept
           WHERE ((stale.stale IS NULL) AND (kept.day = days.day))
         UNION ALL
          SELECT made.level,
             made.response,
             made.response_business,
             made.unanswered,
             made.oldest_unanswered,
             made.reopened
            FROM report_internals.ticket_figures(days.starts_at, days.ends_at) made(level, response, response_business, unanswered, oldest_unanswered, reopened)
           WHERE (stale.stale IS NOT NULL)) figures);
END;

CREATE FUNCTION report_internals.triage_figures(since timestamp with time zone, until timestamp with time zone) RETURNS TABLE(category text, triaged bigint, by_default bigint, kept bigint, corrected_into bigint, priority_corrected bigint)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT sort.category,
     count(*) FILTER (WHERE (life.first_category = sort.category)) AS count,
     count(*) FILTER (WHERE ((life.first_category = sort.category) AND (life.decided_by = 'default'::text))) AS count,
     count(*) FILTER (WHERE ((life.first_category = sort.category) AND (life.category = sort.category))) AS count,
     count(*) FILTER (WHERE ((life.first_category <> sort.category) AND (life.category = sort.category))) AS count,
     count(*) FILTER (WHERE ((life.first_category = sort.category) AND (life.priority <> life.first_priority))) AS count
    FROM (unnest(ARRAY['security'::text, 'network'::text, 'hardware'::text, 'software'::text]) sort(category)
      LEFT JOIN ( SELECT ticket_lives.category,
             ticket_lives.first_category,
             ticket_lives.priority,
             ticket_lives.first_priority,
             ticket_lives.decided_by
            FROM report_internals.ticket_lives(public.clock_now()) ticket_lives(id, created_at, updated_at, status, category, first_category, priority, first_priority, assignee, source, decided_by, ruleset, first_response_at, resolved_at, closed_at, times_resolved, times_reopened, first_response_seconds, first_response_business_seconds, resolution_seconds, resolution_business_seconds)
           WHERE ((ticket_lives.created_at >= triage_figures.since) AND (ticket_lives.created_at < triage_figures.until) AND (ticket_lives.decided_by = ANY (ARRAY['rules'::text, 'default'::text])))) life ON (((sort.category = life.category) OR (sort.category = life.first_category))))
   GROUP BY sort.category;
END;

CREATE TABLE rollup.triage_days (
    day date NOT NULL,
    category text NOT NULL,
    triaged bigint NOT NULL,
    by_default bigint NOT NULL,
    kept bigint NOT NULL,
    corrected_into bigint NOT NULL,
    priority_corrected bigint NOT NULL
);

COMMENT ON TABLE rollup.triage_days IS 'By day of creation and category.';

CREATE VIEW report_internals.kept_triage_days AS
 SELECT triage_days.day,
    triage_days.category,
    triage_days.triaged,
    triage_days.by_default,
    triage_days.kept,
    triage_days.corrected_into,
    triage_days.priority_corrected
   FROM rollup.triage_days;

CREATE FUNCTION report_internals.triage_days() RETURNS TABLE(day date, category text, triaged bigint, by_default bigint, kept bigint, corrected_into bigint, priority_corrected bigint)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT days.day,
     figures.category,
     figures.triaged,
     figures.by_default,
     figures.kept,
     figures.corrected_into,
     figures.priority_corrected
    FROM ((report_internals.days() days(day, starts_at, ends_at)
      LEFT JOIN report_internals.stale_days('ticket'::text) stale(stale) ON ((stale.stale = days.day)))
      CROSS JOIN LATERAL ( SELECT kept.category,
             kept.triaged,
             kept.by_default,
             kept.kept,
             kept.corrected_into,
             kept.priority_corrected
            FROM report_internals.kept_triage_days kept
           WHERE ((stale.stale IS NULL) AND (kept.day = days.day))
         UNION ALL
          SELECT made.category,
             made.triaged,
             made.by_default,
             made.kept,
             made.corrected_into,
             made.priority_corrected
            FROM report_internals.triage_figures(days.starts_at, days.ends_at) made(category, triaged, by_default, kept, corrected_into, priority_corrected)
           WHERE (stale.stale IS NOT NULL)) figures);
END;

CREATE FUNCTION report_internals.wrong_days() RETURNS SETOF text
    LANGUAGE plpgsql STABLE
    AS $_$
DECLARE
  made record;
BEGIN
  FOR made IN SELECT kind, days, source FROM report_internals.day_kinds() LOOP
    RETURN QUERY EXECUTE format(
      $query$
        WITH days AS MATERIALIZED (
          SELECT day, starts_at, ends_at
          FROM report_internals.days()
          WHERE day NOT IN (SELECT report_internals.stale_days(%1$L))
        ), kept AS MATERIALIZED (
          SELECT stored.day, stored::text AS line
          FROM rollup.%2$I AS stored
          JOIN days USING (day)
        ), told AS MATERIALIZED (
          SELECT days.day, ROW(days.day, figures.*)::text AS line
          FROM days
          CROSS JOIN LATERAL report_internals.%3$I(starts_at, ends_at) AS figures
        )
        SELECT format('%2$s: %%s is %%s', line, whose)
        FROM (
          SELECT line, 'kept' AS whose FROM kept EXCEPT SELECT line, 'kept' FROM told
          UNION ALL
          (SELECT line, 'right' FROM told EXCEPT SELECT line, 'right' FROM kept)
        ) AS difference
        ORDER BY line
      $query$, made.kind, made.days, made.source);
  END LOOP;
END
$_$;

CREATE FUNCTION report_internals.wrong_lives() RETURNS SETOF text
    LANGUAGE plpgsql STABLE
    AS $_$
DECLARE
  subject text;
BEGIN
  FOREACH subject IN ARRAY ARRAY['ticket', 'incident'] LOOP
    RETURN QUERY EXECUTE format(
      $query$
        WITH fresh AS MATERIALIZED (
          SELECT report_internals.fresh_%1$ss() AS id
        ), kept AS MATERIALIZED (
          SELECT id, life::text AS line
          FROM rollup.%1$ss AS life
          WHERE id NOT IN (SELECT id FROM fresh)
        ), told AS MATERIALIZED (
          SELECT id, life::text AS line
          FROM report_internals.%1$s_lives_in_ledger('infinity') AS life
          WHERE id NOT IN (SELECT id FROM fresh)
        )
        SELECT format('%1$s %%s: %%s is kept, and the ledger says %%s',
          id, coalesce(kept.line, 'nothing'), coalesce(told.line, 'nothing'))
        FROM kept
        FULL JOIN told USING (id)
        WHERE kept.line IS DISTINCT FROM told.line
        ORDER BY id
      $query$, subject);
  END LOOP;
END
$_$;

CREATE FUNCTION reporting.metrics("from" timestamp with time zone, "to" timestamp with time zone, tz text DEFAULT 'UTC'::text, bucket text DEFAULT 'day'::text, as_of timestamp with time zone DEFAULT public.clock_now()) RETURNS TABLE(bucket_start timestamp with time zone, bucket_end timestamp with time zone, metric text, unit text, n bigint, value double precision, mean double precision, median double precision, p75 double precision, p90 double precision, p95 double precision, p99 double precision, max double precision)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH asked AS MATERIALIZED (
          SELECT
                 CASE
                     WHEN report_internals.check_question(metrics."from", metrics."to", metrics.tz, metrics.bucket, metrics.as_of) THEN report_internals.bucket_starts(metrics."from", metrics."to", metrics.tz, metrics.bucket)
                     ELSE NULL::timestamp with time zone[]
                 END AS starts
         ), buckets AS MATERIALIZED (
          SELECT bucket.number,
             bucket.starts_at,
             bucket.ends_at,
             timezone('UTC'::text, date_trunc('day'::text, ((timezone('UTC'::text, bucket.starts_at) + '1 day'::interval) - '00:00:00.000001'::interval))) AS first,
             timezone('UTC'::text, date_trunc('day'::text, timezone('UTC'::text, LEAST(bucket.ends_at, metrics.as_of)))) AS last
            FROM (asked
              CROSS JOIN LATERAL ( SELECT number.number,
                     COALESCE(asked.starts[number.number], '-infinity'::timestamp with time zone) AS starts_at,
                     COALESCE(asked.starts[(number.number + 1)], metrics."to") AS ends_at
                    FROM generate_series(0, cardinality(asked.starts)) number(number)) bucket)
         ), flowed AS (
          SELECT buckets.number,
             flow_days.tickets_created,
             flow_days.tickets_reopened,
             flow_days.tickets_opened,
             flow_days.tickets_closed,
             flow_days.incidents_created,
             flow_days.incidents_reopened,
             flow_days.incidents_opened,
             flow_days.incidents_closed,
             flow_days.incidents_merged
            FROM (buckets
              JOIN report_internals.flow_days() flow_days(day, tickets_created, tickets_reopened, tickets_opened, tickets_closed, incidents_created, incidents_reopened, incidents_opened, incidents_closed, incidents_merged) ON (((timezone('UTC'::text, (flow_days.day)::timestamp without time zone) >= buckets.first) AND (timezone('UTC'::text, (flow_days.day)::timestamp without time zone) < buckets.last))))
         UNION ALL
          SELECT buckets.number,
             flows.tickets_created,
             flows.tickets_reopened,
             flows.tickets_opened,
             flows.tickets_closed,
             flows.incidents_created,
             flows.incidents_reopened,
             flows.incidents_opened,
             flows.incidents_closed,
             flows.incidents_merged
            FROM ((buckets
              CROSS JOIN LATERAL ( VALUES (buckets.starts_at,LEAST(buckets.first, buckets.ends_at)), (GREATEST(buckets.first, buckets.last),buckets.ends_at)) rest(since, until))
              CROSS JOIN LATERAL report_internals.flows(rest.since, rest.until, metrics.as_of) flows(tickets_created, tickets_reopened, tickets_opened, tickets_closed, incidents_created, incidents_reopened, incidents_opened, incidents_closed, incidents_merged))
           WHERE (rest.since < rest.until)
         ), gathered AS (
          SELECT counted.metric,
             flowed.number,
             (sum(counted.n))::bigint AS n,
             (sum(counted.total))::double precision AS total,
             NULL::double precision[] AS durations
            FROM (flowed
              CROSS JOIN LATERAL ( VALUES ('tickets_created'::text,flowed.tickets_created,flowed.tickets_created), ('tickets_reopened'::text,flowed.tickets_reopened,flowed.tickets_reopened), ('tickets_opened'::text,flowed.tickets_opened,flowed.tickets_opened), ('tickets_closed'::text,flowed.tickets_closed,flowed.tickets_closed), ('ticket_backlog'::text,(flowed.tickets_opened + flowed.tickets_closed),(flowed.tickets_opened - flowed.tickets_closed)), ('incidents_created'::text,flowed.incidents_created,flowed.incidents_created), ('incidents_reopened'::text,flowed.incidents_reopened,flowed.incidents_reopened), ('incidents_opened'::text,flowed.incidents_opened,flowed.incidents_opened), ('incidents_closed'::text,flowed.incidents_closed,flowed.incidents_closed), ('incidents_merged'::text,flowed.incidents_merged,flowed.incidents_merged), ('incident_backlog'::text,(flowed.incidents_opened + flowed.incidents_closed),(flowed.incidents_opened - flowed.incidents_closed))) counted(metric, n, total))
           GROUP BY counted.metric, flowed.number
         UNION ALL
          SELECT sample.metric,
             width_bucket(sample.at, asked.starts) AS width_bucket,
             count(*) AS count,
             sum(sample.value) AS sum,
             NULL::double precision[]
            FROM (asked
              CROSS JOIN report_internals.promise_samples(metrics.as_of) sample(metric, at, level, value))
           WHERE ((sample.at >= metrics."from") AND (sample.at < metrics."to"))
           GROUP BY sample.metric, (width_bucket(sample.at, asked.starts))
         UNION ALL
          SELECT sample.metric,
             width_bucket(sample.at, asked.starts) AS width_bucket,
             count(*) AS count,
             sum(sample.value) AS sum,
             array_agg(sample.value) AS array_agg
            FROM (asked
              CROSS JOIN ( SELECT ticket_samples.metric,
                     ticket_samples.at,
                     ticket_samples.value
                    FROM report_internals.ticket_samples(metrics.as_of) ticket_samples(metric, at, level, value)
                 UNION ALL
                  SELECT incident_samples.metric,
                     incident_samples.at,
                     incident_samples.value
                    FROM report_internals.incident_samples(metrics.as_of) incident_samples(metric, at, level, value)) sample)
           WHERE ((sample.at >= metrics."from") AND (sample.at < metrics."to"))
           GROUP BY sample.metric, (width_bucket(sample.at, asked.starts))
         ), shown AS (
          SELECT kind.place,
             kind.metric,
             kind.unit,
             kind.shows,
             bucket.number,
             bucket.starts_at,
             bucket.ends_at,
             COALESCE(gathered.n, (0)::bigint) AS n,
             (gathered.total / (NULLIF(gathered.n, 0))::double precision) AS ratio,
             summary.mean,
             summary.median,
             summary.p75,
             summary.p90,
             summary.p95,
             summary.p99,
             summary.max,
             sum(gathered.total) OVER (PARTITION BY kind.metric ORDER BY bucket.number) AS level
            FROM (((report_internals.metric_kinds() kind(place, metric, unit, shows)
              CROSS JOIN buckets bucket)
              LEFT JOIN gathered ON (((gathered.metric = kind.metric) AND (gathered.number = bucket.number))))
              CROSS JOIN LATERAL report_internals.summary(
                 CASE
                     WHEN (kind.unit = 'seconds'::text) THEN gathered.durations
                     ELSE NULL::double precision[]
                 END) summary(n, mean, median, p75, p90, p95, p99, max))
         )
  SELECT shown.starts_at,
     shown.ends_at,
     shown.metric,
     shown.unit,
     shown.n,
         CASE shown.shows
             WHEN 'mean'::text THEN COALESCE(shown.mean, shown.ratio)
             WHEN 'count'::text THEN (shown.n)::double precision
             WHEN 'level'::text THEN
             CASE
                 WHEN (shown.starts_at <= metrics.as_of) THEN COALESCE(shown.level, (0)::double precision)
                 ELSE NULL::double precision
             END
             ELSE NULL::double precision
         END AS "case",
     shown.mean,
     shown.median,
     shown.p75,
     shown.p90,
     shown.p95,
     shown.p99,
     shown.max
    FROM shown
   WHERE (shown.number > 0)
   ORDER BY shown.place, shown.number;
END;

COMMENT ON FUNCTION reporting.metrics("from" timestamp with time zone, "to" timestamp with time zone, tz text, bucket text, as_of timestamp with time zone) IS 'A row per metric and bucket (day, week, month, quarter, year or all) of the time from ("from") up to, not including, "to", with buckets by the wall clock of the zone tz (UTC or an IANA name), as it was known at as_of, from the ledger: the same question about the same past has the same answer. The first and the last bucket are cut at from and to. unit: seconds, ratio, tickets or incidents. value: the mean of seconds and ratios, the number of what came or went, a backlog as it stands at the end of the bucket. n: what was counted. Percentiles are of seconds alone.';

CREATE FUNCTION response.announce_escalation_rule() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM pg_notify('escalation_rules', '');
  RETURN NULL;
END
$$;

CREATE FUNCTION response.business_windows(calendar integer, during tstzrange) RETURNS tstzmultirange
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE((SELECT read.business_windows FROM (response.sla_calendars chosen CROSS JOIN LATERAL response.calendar_windows(chosen.zone, chosen.week, chosen.holidays, business_windows.during) read(business_windows)) WHERE (chosen.version = business_windows.calendar)), '{}'::tstzmultirange);

CREATE TABLE response.escalation_rules (
    version integer NOT NULL,
    name text NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    priorities text[],
    categories text[],
    terms text[],
    sources text[],
    breaches text[],
    several integer,
    within_seconds integer,
    severity text,
    note text NOT NULL,
    effective_from timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    CONSTRAINT "a breach is of one of three promises" CHECK (((breaches <@ ARRAY['first_response'::text, 'acknowledgement'::text, 'resolution'::text]) AND (breaches <> '{}'::text[]))),
    CONSTRAINT "a category is one of four" CHECK (((categories <@ ARRAY['security'::text, 'network'::text, 'hardware'::text, 'software'::text]) AND (categories <> '{}'::text[]))),
    CONSTRAINT "a condition names something" CHECK (((terms <> '{}'::text[]) AND (sources <> '{}'::text[]))),
    CONSTRAINT "a priority is high, medium or low" CHECK (((priorities <@ ARRAY['high'::text, 'medium'::text, 'low'::text]) AND (priorities <> '{}'::text[]))),
    CONSTRAINT "a rule has one occasion" CHECK (((breaches IS NULL) OR (several IS NULL))),
    CONSTRAINT "a severity is high, medium or low" CHECK ((severity = ANY (ARRAY['high'::text, 'medium'::text, 'low'::text]))),
    CONSTRAINT "several are at least two, within a day" CHECK ((((several IS NULL) = (within_seconds IS NULL)) AND ((several >= 2) AND (several <= 1000)) AND ((within_seconds >= 1) AND (within_seconds <= 86400))))
);

COMMENT ON TABLE response.escalation_rules IS 'Versions; a change is a new row of the same name. Every condition that is not NULL must hold.';

COMMENT ON COLUMN response.escalation_rules.enabled IS 'False: the version switches the rule off.';

COMMENT ON COLUMN response.escalation_rules.terms IS 'Any of them was found by triage.';

COMMENT ON COLUMN response.escalation_rules.breaches IS 'The rule applies when the promise is broken, and not when the ticket comes in.';

COMMENT ON COLUMN response.escalation_rules.several IS 'The rule applies when so many such tickets have come in within so many seconds.';

COMMENT ON COLUMN response.escalation_rules.severity IS 'Of the incident; NULL: the priority of its ticket.';

CREATE FUNCTION response.escalation_rule_fits(rule response.escalation_rules, category text, priority text, source text, matched jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((((rule).priorities IS NULL) OR (priority = ANY ((rule).priorities))) AND (((rule).categories IS NULL) OR (category = ANY ((rule).categories))) AND (((rule).sources IS NULL) OR COALESCE((source = ANY ((rule).sources)), false)) AND (((rule).terms IS NULL) OR (EXISTS (SELECT FROM jsonb_array_elements(escalation_rule_fits.matched) match(value) WHERE ((match.value ->> 'term'::text) = ANY ((escalation_rule_fits.rule).terms))))));

CREATE FUNCTION response.escalation_rules_at(instant timestamp with time zone) RETURNS SETOF response.escalation_rules
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT newest.version,
     newest.name,
     newest.enabled,
     newest.priorities,
     newest.categories,
     newest.terms,
     newest.sources,
     newest.breaches,
     newest.several,
     newest.within_seconds,
     newest.severity,
     newest.note,
     newest.effective_from,
     newest.created_at
    FROM ( SELECT DISTINCT ON (escalation_rules.name) escalation_rules.version,
             escalation_rules.name,
             escalation_rules.enabled,
             escalation_rules.priorities,
             escalation_rules.categories,
             escalation_rules.terms,
             escalation_rules.sources,
             escalation_rules.breaches,
             escalation_rules.several,
             escalation_rules.within_seconds,
             escalation_rules.severity,
             escalation_rules.note,
             escalation_rules.effective_from,
             escalation_rules.created_at
            FROM response.escalation_rules
           WHERE (escalation_rules.effective_from <= escalation_rules_at.instant)
           ORDER BY escalation_rules.name, escalation_rules.effective_from DESC, escalation_rules.version DESC) newest
   WHERE newest.enabled;
END;

CREATE FUNCTION response.escalation_steps_are_sound(steps jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT COALESCE(bool_and(COALESCE(((jsonb_typeof((element.step -> 'delay_seconds'::text)) = 'number'::text) AND
         CASE
             WHEN ((element.step ->> 'delay_seconds'::text) ~ '^[0-9]{1,6}$'::text) THEN ((((element.step ->> 'delay_seconds'::text))::integer >=
             CASE element."position"
                 WHEN 1 THEN 0
                 ELSE 1
             END) AND (((element.step ->> 'delay_seconds'::text))::integer <= 604800))
             ELSE false
         END AND (jsonb_typeof((element.step -> 'tell'::text)) = 'array'::text) AND ((element.step -> 'tell'::text) <> '[]'::jsonb) AND (NOT ((element.step -> 'tell'::text) @? '$[*]?(@.type() != "string")'::jsonpath)) AND
         CASE jsonb_typeof(element.step)
             WHEN 'object'::text THEN (((element.step - 'delay_seconds'::text) - 'tell'::text) = '{}'::jsonb)
             ELSE false
         END), false)), true) AS "coalesce"
    FROM jsonb_array_elements(escalation_steps_are_sound.steps) WITH ORDINALITY element(step, "position");
END;

CREATE FUNCTION response.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'versions in % are never changed: insert another one', TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE FUNCTION response.refuse_missing_ticket(id bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'there is no ticket %', id USING ERRCODE = 'foreign_key_violation';
END
$$;

CREATE FUNCTION response.sla_counted(calendar integer, active tstzmultirange, paused tstzmultirange, during tstzrange) RETURNS tstzmultirange
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN ((response.business_windows(calendar, (during * range_merge((active - paused)))) * active) - paused);

CREATE FUNCTION response.sla_due(calendar integer, active tstzmultirange, paused tstzmultirange, target interval, promised_at timestamp with time zone) RETURNS timestamp with time zone
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

CREATE FUNCTION rollup.mark_promises() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  INSERT INTO rollup.stale_days (kind, day)
  SELECT DISTINCT 'promise', timezone('UTC', started_at)::date
  FROM changed;
  RETURN NULL;
END
$$;

CREATE TABLE access.tokens (
    id bigint NOT NULL,
    hash bytea NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    CONSTRAINT "a hash is a SHA-256" CHECK ((octet_length(hash) = 32)),
    CONSTRAINT "a role is one of those that there are" CHECK ((role = ANY (ARRAY['requester'::text, 'agent'::text, 'responder'::text, 'auditor'::text, 'admin'::text]))),
    CONSTRAINT "a token has a name" CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
);

COMMENT ON COLUMN access.tokens.hash IS 'SHA-256 of the text of the token.';

COMMENT ON COLUMN access.tokens.name IS 'Who has it: the actor in the ledger. Several may have one name, such as an old and a new one.';

COMMENT ON COLUMN access.tokens.revoked_at IS 'From when on it is worth nothing; set once.';

COMMENT ON COLUMN access.tokens.last_used_at IS 'To the minute: it is written now and then.';

ALTER TABLE access.tokens ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME access.tokens_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE intake.comments (
    id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    visibility text NOT NULL,
    text text NOT NULL,
    author text NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    CONSTRAINT "a comment has 1 to 20000 characters" CHECK (((char_length(text) >= 1) AND (char_length(text) <= 20000))),
    CONSTRAINT "a comment is public or internal" CHECK ((visibility = ANY (ARRAY['public'::text, 'internal'::text])))
);

COMMENT ON COLUMN intake.comments.visibility IS 'public: also for who reported the trouble; internal: for the desk alone.';

ALTER TABLE intake.comments ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME intake.comments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE intake.idempotency_keys (
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    ticket_id bigint NOT NULL
);

CREATE TABLE intake.kept_answers (
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status smallint NOT NULL,
    headers jsonb NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL
);

CREATE TABLE intake.rulesets (
    version integer NOT NULL,
    document jsonb NOT NULL,
    note text NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    CONSTRAINT "a ruleset has rules and a default" CHECK (((jsonb_typeof((document -> 'rules'::text)) = 'array'::text) AND (jsonb_typeof((document -> 'default'::text)) = 'string'::text)))
);

ALTER TABLE intake.rulesets ALTER COLUMN version ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME intake.rulesets_version_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE intake.tickets ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME intake.tickets_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE ledger.archives (
    number bigint NOT NULL,
    month date NOT NULL,
    events bigint NOT NULL,
    first_xid xid8 NOT NULL,
    first_id bigint NOT NULL,
    last_xid xid8 NOT NULL,
    last_id bigint NOT NULL,
    file text NOT NULL,
    sha256 bytea NOT NULL,
    archived_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    archived_by text DEFAULT SESSION_USER NOT NULL,
    CONSTRAINT "an archive has events" CHECK ((events > 0))
);

COMMENT ON TABLE ledger.archives IS 'A row per month that was moved to a file. Append-only.';

COMMENT ON COLUMN ledger.archives.first_xid IS 'The place of its first event in the feed.';

COMMENT ON COLUMN ledger.archives.last_xid IS 'The place of its last one.';

COMMENT ON COLUMN ledger.archives.sha256 IS 'What sha256sum says of the file.';

ALTER TABLE ledger.archives ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.archives_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE ledger.events_default (
    id bigint NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    kind text NOT NULL,
    ticket_id bigint,
    incident_id bigint,
    actor text NOT NULL,
    request_id text,
    traceparent text,
    before jsonb,
    after jsonb,
    address inet,
    CONSTRAINT "an event is about a ticket, an incident or a token" CHECK (((ticket_id IS NOT NULL) OR (incident_id IS NOT NULL) OR (kind ~~ 'token.%'::text))),
    CONSTRAINT "an event is named noun.verb" CHECK ((kind ~ '^[a-z]+\.[a-z_]+$'::text))
);

COMMENT ON COLUMN ledger.events_default.before IS 'The members that changed, as they were.';

COMMENT ON COLUMN ledger.events_default.after IS 'The members that changed, as they are now.';

COMMENT ON COLUMN ledger.events_default.address IS 'From where the request came; NULL where a program did it by itself.';

ALTER TABLE ledger.events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE ledger.seals (
    number bigint NOT NULL,
    xids xid8[] NOT NULL,
    ids bigint[] NOT NULL,
    digests bytea[] NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    sealed_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    events integer GENERATED ALWAYS AS (cardinality(ids)) STORED NOT NULL,
    last_xid xid8 GENERATED ALWAYS AS (xids[cardinality(xids)]) STORED NOT NULL,
    last_id bigint GENERATED ALWAYS AS (ids[cardinality(ids)]) STORED NOT NULL,
    CONSTRAINT "a seal seals something" CHECK ((cardinality(ids) > 0)),
    CONSTRAINT "each sealed event has a place and a digest" CHECK (((cardinality(xids) = cardinality(ids)) AND (cardinality(digests) = cardinality(ids))))
);
ALTER TABLE ONLY ledger.seals ALTER COLUMN digests SET STORAGE EXTERNAL;

COMMENT ON TABLE ledger.seals IS 'Batches of events, each chained to the one before. Append-only.';

COMMENT ON COLUMN ledger.seals.digests IS 'ledger.digest of each event.';

COMMENT ON COLUMN ledger.seals.previous IS 'The hash of the seal before this one; 32 zero bytes in the first.';

COMMENT ON COLUMN ledger.seals.hash IS 'ledger.seal_hash of this seal.';

CREATE TABLE public.schema_migrations (
    number integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE relay.counted_tickets (
    rule integer NOT NULL,
    ticket_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000', autovacuum_vacuum_insert_threshold='-1');

COMMENT ON COLUMN relay.counted_tickets.rule IS 'The version by which the ticket was judged.';

CREATE TABLE relay.escalations (
    id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    severity text NOT NULL,
    actor text NOT NULL,
    request_id text,
    traceparent text,
    queued_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    due_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text,
    died_at timestamp with time zone,
    rule integer,
    address inet,
    CONSTRAINT "a dead escalation says why" CHECK (((died_at IS NULL) OR (last_error IS NOT NULL))),
    CONSTRAINT "a severity is high, medium or low" CHECK ((severity = ANY (ARRAY['high'::text, 'medium'::text, 'low'::text])))
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000', autovacuum_vacuum_insert_threshold='-1', autovacuum_analyze_scale_factor='0', autovacuum_analyze_threshold='10000', fillfactor='70');

COMMENT ON COLUMN relay.escalations.queued_at IS 'When the ticket became escalatable.';

COMMENT ON COLUMN relay.escalations.rule IS 'The version of the rule that says so.';

ALTER TABLE relay.escalations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME relay.escalations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE relay.resolutions (
    id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    incident_id bigint NOT NULL,
    actor text NOT NULL,
    request_id text,
    traceparent text,
    queued_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    address inet
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000', autovacuum_vacuum_insert_threshold='-1');

COMMENT ON TABLE relay.resolutions IS 'Tickets to be resolved, because their incident is.';

ALTER TABLE relay.resolutions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME relay.resolutions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW reporting.backlog_by_day AS
 SELECT flow_days.day,
    (sum((flow_days.tickets_opened - flow_days.tickets_closed)) OVER (ORDER BY flow_days.day))::bigint AS tickets,
    (sum((flow_days.incidents_opened - flow_days.incidents_closed)) OVER (ORDER BY flow_days.day))::bigint AS incidents,
    (flow_days.tickets_opened - flow_days.tickets_closed) AS tickets_change,
    (flow_days.incidents_opened - flow_days.incidents_closed) AS incidents_change
   FROM report_internals.flow_days() flow_days(day, tickets_created, tickets_reopened, tickets_opened, tickets_closed, incidents_created, incidents_reopened, incidents_opened, incidents_closed, incidents_merged);

COMMENT ON VIEW reporting.backlog_by_day IS 'A row per day (UTC): what was open at its end, today: what is open now.';

COMMENT ON COLUMN reporting.backlog_by_day.day IS 'The day, in UTC.';

COMMENT ON COLUMN reporting.backlog_by_day.tickets IS 'Tickets that were open at the end of the day.';

COMMENT ON COLUMN reporting.backlog_by_day.incidents IS 'Incidents that were open at the end of the day.';

COMMENT ON COLUMN reporting.backlog_by_day.tickets_change IS 'Opened less closed on that day.';

COMMENT ON COLUMN reporting.backlog_by_day.incidents_change IS 'Opened less closed on that day.';

CREATE VIEW reporting.dead_escalations AS
 SELECT escalations.id,
    escalations.ticket_id,
    escalations.severity,
    escalations.queued_at,
    escalations.attempts,
    escalations.died_at,
    escalations.last_error
   FROM relay.escalations
  WHERE (escalations.died_at IS NOT NULL);

COMMENT ON VIEW reporting.dead_escalations IS 'A row per escalation that failed too often and waits for somebody to look.';

COMMENT ON COLUMN reporting.dead_escalations.id IS 'Its number.';

COMMENT ON COLUMN reporting.dead_escalations.ticket_id IS 'The number of the ticket.';

COMMENT ON COLUMN reporting.dead_escalations.severity IS 'high, medium or low; of an event: from then on.';

COMMENT ON COLUMN reporting.dead_escalations.queued_at IS 'When the ticket became escalatable.';

COMMENT ON COLUMN reporting.dead_escalations.attempts IS 'How often it was tried.';

COMMENT ON COLUMN reporting.dead_escalations.died_at IS 'When it was given up.';

COMMENT ON COLUMN reporting.dead_escalations.last_error IS 'Why it failed the last time.';

CREATE TABLE response.deliveries (
    id bigint NOT NULL,
    webhook_id bigint NOT NULL,
    kind text NOT NULL,
    event_id bigint,
    incident_id bigint,
    message_id text DEFAULT ('msg_'::text || replace((gen_random_uuid())::text, '-'::text, ''::text)) NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    queued_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    due_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    claimed_until timestamp with time zone,
    last_status integer,
    last_error text,
    delivered_at timestamp with time zone,
    died_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    CONSTRAINT "a dead delivery says why" CHECK (((died_at IS NULL) OR (last_error IS NOT NULL))),
    CONSTRAINT "a delivery ends once" CHECK (((delivered_at IS NULL) OR (died_at IS NULL))),
    CONSTRAINT "a delivery without an event is a test" CHECK (((event_id IS NULL) = (kind = 'webhook.test'::text)))
);

COMMENT ON COLUMN response.deliveries.attempts IS 'How often it was claimed, which is counted before it is sent.';

COMMENT ON COLUMN response.deliveries.queued_at IS 'When the 24 hours of attempts began: a redrive begins them anew.';

COMMENT ON COLUMN response.deliveries.claimed_until IS 'Until when a program has it in hand; then whoever comes may take it.';

CREATE TABLE response.webhooks (
    id bigint NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    format text NOT NULL,
    kinds text[],
    severities text[],
    enabled boolean DEFAULT true NOT NULL,
    routing_key text,
    secret text NOT NULL,
    previous_secret text,
    rotated_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    updated_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    CONSTRAINT "a format is generic, slack or pagerduty" CHECK ((format = ANY (ARRAY['generic'::text, 'slack'::text, 'pagerduty'::text]))),
    CONSTRAINT "a previous secret was rotated away" CHECK (((previous_secret IS NULL) OR (rotated_at IS NOT NULL))),
    CONSTRAINT "a webhook wants at least one kind" CHECK ((cardinality(kinds) > 0)),
    CONSTRAINT "a webhook wants severities that there are" CHECK (((cardinality(severities) > 0) AND (severities <@ ARRAY['high'::text, 'medium'::text, 'low'::text]))),
    CONSTRAINT "only a pagerduty webhook has a routing key" CHECK (((format = 'pagerduty'::text) = (routing_key IS NOT NULL)))
);

COMMENT ON COLUMN response.webhooks.kinds IS 'The events to send; NULL: all of incident.*.';

COMMENT ON COLUMN response.webhooks.severities IS 'Only of incidents that are so severe when the event is queued; NULL: of all.';

COMMENT ON COLUMN response.webhooks.secret IS 'What messages are signed with. No answer has it.';

COMMENT ON COLUMN response.webhooks.previous_secret IS 'Signs, too, for 24 hours after rotated_at.';

CREATE VIEW reporting.delivery_health AS
 SELECT days.day,
    webhook.id AS webhook_id,
    webhook.name AS webhook,
    webhook.format,
    webhook.enabled,
    messages.queued,
    messages.delivered AS n,
    messages.dead,
    ((messages.queued - messages.delivered) - messages.dead) AS waiting,
    report_internals.ratio(messages.delivered, (messages.delivered + messages.dead)) AS delivered_ratio,
    messages.mean_attempts,
    taken.mean AS mean_seconds,
    taken.median AS median_seconds,
    taken.p75 AS p75_seconds,
    taken.p90 AS p90_seconds,
    taken.p95 AS p95_seconds,
    taken.max AS max_seconds
   FROM (((report_internals.days() days(day, starts_at, ends_at)
     CROSS JOIN response.webhooks webhook)
     CROSS JOIN LATERAL ( SELECT count(*) AS queued,
            count(delivery.delivered_at) AS delivered,
            count(delivery.died_at) AS dead,
            (avg(delivery.attempts))::double precision AS mean_attempts,
            array_agg(report_internals.seconds(delivery.created_at, delivery.delivered_at)) FILTER (WHERE (delivery.delivered_at IS NOT NULL)) AS durations
           FROM response.deliveries delivery
          WHERE ((delivery.webhook_id = webhook.id) AND (delivery.created_at >= days.starts_at) AND (delivery.created_at < days.ends_at))) messages)
     CROSS JOIN LATERAL report_internals.summary(messages.durations) taken(n, mean, median, p75, p90, p95, p99, max));

COMMENT ON VIEW reporting.delivery_health IS 'A row per day (UTC) on which messages were queued and per webhook. Of what is kept: messages that were delivered long ago are forgotten, so this is not of the ledger.';

COMMENT ON COLUMN reporting.delivery_health.day IS 'The day, in UTC.';

COMMENT ON COLUMN reporting.delivery_health.webhook_id IS 'The number of the webhook.';

COMMENT ON COLUMN reporting.delivery_health.webhook IS 'Its name.';

COMMENT ON COLUMN reporting.delivery_health.format IS 'generic, slack or pagerduty.';

COMMENT ON COLUMN reporting.delivery_health.enabled IS 'Whether it is told anything now.';

COMMENT ON COLUMN reporting.delivery_health.queued IS 'Messages queued on that day.';

COMMENT ON COLUMN reporting.delivery_health.n IS 'Those of them that were delivered.';

COMMENT ON COLUMN reporting.delivery_health.dead IS 'Those of them that were given up.';

COMMENT ON COLUMN reporting.delivery_health.waiting IS 'Those of them that are still to be sent.';

COMMENT ON COLUMN reporting.delivery_health.delivered_ratio IS 'delivered / (delivered + given up); NULL where there is none.';

COMMENT ON COLUMN reporting.delivery_health.mean_attempts IS 'How often they were tried, on average.';

COMMENT ON COLUMN reporting.delivery_health.mean_seconds IS 'The mean, in seconds.';

COMMENT ON COLUMN reporting.delivery_health.median_seconds IS 'The median, in seconds.';

COMMENT ON COLUMN reporting.delivery_health.p75_seconds IS 'The 75th percentile, in seconds.';

COMMENT ON COLUMN reporting.delivery_health.p90_seconds IS 'The 90th percentile, in seconds.';

COMMENT ON COLUMN reporting.delivery_health.p95_seconds IS 'The 95th percentile, in seconds.';

COMMENT ON COLUMN reporting.delivery_health.max_seconds IS 'The longest, in seconds.';

CREATE VIEW reporting.escalation_lag AS
 SELECT incident_days.day,
    incident_days.level AS severity,
    (incident_days.lag).n AS n,
    (incident_days.lag).mean AS mean_seconds,
    (incident_days.lag).median AS median_seconds,
    (incident_days.lag).p75 AS p75_seconds,
    (incident_days.lag).p90 AS p90_seconds,
    (incident_days.lag).p95 AS p95_seconds,
    (incident_days.lag).p99 AS p99_seconds,
    (incident_days.lag).max AS max_seconds
   FROM report_internals.incident_days() incident_days(day, level, lag, acknowledged, acknowledged_business, unacknowledged, oldest_unacknowledged, resolved, resolved_business, reopened);

COMMENT ON VIEW reporting.escalation_lag IS 'A row per day (UTC) on which incidents were opened and per severity: how long it took from when their tickets became escalatable. Those opened by hand are left out, those merged are not.';

COMMENT ON COLUMN reporting.escalation_lag.day IS 'The day, in UTC.';

COMMENT ON COLUMN reporting.escalation_lag.severity IS 'all, high, medium or low, as it is now.';

COMMENT ON COLUMN reporting.escalation_lag.n IS 'How many the figures are of.';

COMMENT ON COLUMN reporting.escalation_lag.mean_seconds IS 'The mean, in seconds.';

COMMENT ON COLUMN reporting.escalation_lag.median_seconds IS 'The median, in seconds.';

COMMENT ON COLUMN reporting.escalation_lag.p75_seconds IS 'The 75th percentile, in seconds.';

COMMENT ON COLUMN reporting.escalation_lag.p90_seconds IS 'The 90th percentile, in seconds.';

COMMENT ON COLUMN reporting.escalation_lag.p95_seconds IS 'The 95th percentile, in seconds.';

COMMENT ON COLUMN reporting.escalation_lag.p99_seconds IS 'The 99th percentile, in seconds.';

COMMENT ON COLUMN reporting.escalation_lag.max_seconds IS 'The longest, in seconds.';

CREATE VIEW reporting.first_response AS
 SELECT ticket_days.day,
    ticket_days.level AS priority,
    (ticket_days.response).n AS n,
    (ticket_days.response).mean AS mean_seconds,
    (ticket_days.response).median AS median_seconds,
    (ticket_days.response).p75 AS p75_seconds,
    (ticket_days.response).p90 AS p90_seconds,
    (ticket_days.response).p95 AS p95_seconds,
    (ticket_days.response).p99 AS p99_seconds,
    (ticket_days.response).max AS max_seconds,
    (ticket_days.response_business).n AS business_n,
    (ticket_days.response_business).mean AS mean_business_seconds,
    (ticket_days.response_business).median AS median_business_seconds,
    (ticket_days.response_business).p75 AS p75_business_seconds,
    (ticket_days.response_business).p90 AS p90_business_seconds,
    (ticket_days.response_business).p95 AS p95_business_seconds,
    ticket_days.unanswered,
    report_internals.seconds(ticket_days.oldest_unanswered, public.clock_now()) AS oldest_unanswered_seconds
   FROM report_internals.ticket_days() ticket_days(day, level, response, response_business, unanswered, oldest_unanswered, reopened);

COMMENT ON VIEW reporting.first_response IS 'A row per day (UTC) on which tickets were created and per priority: how long it took until somebody else than who reported them said something that is public.';

COMMENT ON COLUMN reporting.first_response.day IS 'The day, in UTC.';

COMMENT ON COLUMN reporting.first_response.priority IS 'all, high, medium or low, as it is now.';

COMMENT ON COLUMN reporting.first_response.n IS 'How many the figures are of.';

COMMENT ON COLUMN reporting.first_response.mean_seconds IS 'The mean, in seconds.';

COMMENT ON COLUMN reporting.first_response.median_seconds IS 'The median, in seconds.';

COMMENT ON COLUMN reporting.first_response.p75_seconds IS 'The 75th percentile, in seconds.';

COMMENT ON COLUMN reporting.first_response.p90_seconds IS 'The 90th percentile, in seconds.';

COMMENT ON COLUMN reporting.first_response.p95_seconds IS 'The 95th percentile, in seconds.';

COMMENT ON COLUMN reporting.first_response.p99_seconds IS 'The 99th percentile, in seconds.';

COMMENT ON COLUMN reporting.first_response.max_seconds IS 'The longest, in seconds.';

COMMENT ON COLUMN reporting.first_response.business_n IS 'How many the business times are of: those to which something was promised.';

COMMENT ON COLUMN reporting.first_response.mean_business_seconds IS 'The mean, in seconds of business time.';

COMMENT ON COLUMN reporting.first_response.median_business_seconds IS 'The median, in seconds of business time.';

COMMENT ON COLUMN reporting.first_response.p75_business_seconds IS 'The 75th percentile, in seconds of business time.';

COMMENT ON COLUMN reporting.first_response.p90_business_seconds IS 'The 90th percentile, in seconds of business time.';

COMMENT ON COLUMN reporting.first_response.p95_business_seconds IS 'The 95th percentile, in seconds of business time.';

COMMENT ON COLUMN reporting.first_response.unanswered IS 'Tickets that nobody has answered, not in n.';

COMMENT ON COLUMN reporting.first_response.oldest_unanswered_seconds IS 'Of those still open, the age of the oldest.';

CREATE VIEW reporting.incidents AS
 SELECT life.id,
    life.ticket_id,
    life.status,
    life.severity,
    life.first_severity,
    life.assignee,
    life.rule,
    life.rule_version,
    life.escalatable_at,
    life.opened_at,
    life.created_at,
    life.updated_at,
    life.acknowledged_at,
    life.resolved_at,
    life.merged_into,
    life.times_resolved,
    life.times_reopened,
    life.escalation_lag_seconds,
    life.acknowledge_seconds,
    life.acknowledge_business_seconds,
    life.resolve_seconds,
    life.resolve_business_seconds,
    report_internals.age(life.status, life.created_at, public.clock_now()) AS open_seconds
   FROM report_internals.incident_lives(public.clock_now()) life(id, ticket_id, opened_at, created_at, updated_at, status, severity, first_severity, assignee, rule, rule_version, escalatable_at, acknowledged_at, resolved_at, merged_into, times_resolved, times_reopened, escalation_lag_seconds, acknowledge_seconds, acknowledge_business_seconds, resolve_seconds, resolve_business_seconds);

COMMENT ON VIEW reporting.incidents IS 'A row per incident, as the ledger knows it now. What has not happened is NULL. A merged one has no times of its own but the lag: they are those of the survivor.';

COMMENT ON COLUMN reporting.incidents.id IS 'Its number.';

COMMENT ON COLUMN reporting.incidents.ticket_id IS 'The number of the ticket.';

COMMENT ON COLUMN reporting.incidents.status IS 'Its status; of an event: the one it has from then on.';

COMMENT ON COLUMN reporting.incidents.severity IS 'high, medium or low; of an event: from then on.';

COMMENT ON COLUMN reporting.incidents.first_severity IS 'The severity that it was opened with.';

COMMENT ON COLUMN reporting.incidents.assignee IS 'Who works on it; NULL: nobody.';

COMMENT ON COLUMN reporting.incidents.rule IS 'The name of the rule that opened it; NULL: it was opened by hand.';

COMMENT ON COLUMN reporting.incidents.rule_version IS 'The version of that rule.';

COMMENT ON COLUMN reporting.incidents.escalatable_at IS 'When its own ticket became escalatable.';

COMMENT ON COLUMN reporting.incidents.opened_at IS 'When the incident itself was opened.';

COMMENT ON COLUMN reporting.incidents.created_at IS 'When it began.';

COMMENT ON COLUMN reporting.incidents.updated_at IS 'When something last happened to it.';

COMMENT ON COLUMN reporting.incidents.acknowledged_at IS 'When somebody first acknowledged it.';

COMMENT ON COLUMN reporting.incidents.resolved_at IS 'When it was resolved, the last time; NULL while it is open.';

COMMENT ON COLUMN reporting.incidents.merged_into IS 'The incident that it was merged into.';

COMMENT ON COLUMN reporting.incidents.times_resolved IS 'How often it was resolved.';

COMMENT ON COLUMN reporting.incidents.times_reopened IS 'How often it was reopened.';

COMMENT ON COLUMN reporting.incidents.escalation_lag_seconds IS 'From when its ticket became escalatable to when it was opened.';

COMMENT ON COLUMN reporting.incidents.acknowledge_seconds IS 'From its begin to when it was acknowledged.';

COMMENT ON COLUMN reporting.incidents.acknowledge_business_seconds IS 'The same in business time, by the calendar of its first promise.';

COMMENT ON COLUMN reporting.incidents.resolve_seconds IS 'From its begin to when it was resolved.';

COMMENT ON COLUMN reporting.incidents.resolve_business_seconds IS 'The same in business time, by the calendar of its first promise.';

COMMENT ON COLUMN reporting.incidents.open_seconds IS 'How old it is; NULL where it is not open.';

CREATE VIEW reporting.mtta AS
 SELECT incident_days.day,
    incident_days.level AS severity,
    (incident_days.acknowledged).n AS n,
    (incident_days.acknowledged).mean AS mean_seconds,
    (incident_days.acknowledged).median AS median_seconds,
    (incident_days.acknowledged).p75 AS p75_seconds,
    (incident_days.acknowledged).p90 AS p90_seconds,
    (incident_days.acknowledged).p95 AS p95_seconds,
    (incident_days.acknowledged).p99 AS p99_seconds,
    (incident_days.acknowledged).max AS max_seconds,
    (incident_days.acknowledged_business).mean AS mean_business_seconds,
    (incident_days.acknowledged_business).median AS median_business_seconds,
    (incident_days.acknowledged_business).p90 AS p90_business_seconds,
    (incident_days.acknowledged_business).p95 AS p95_business_seconds,
    incident_days.unacknowledged,
    report_internals.seconds(incident_days.oldest_unacknowledged, public.clock_now()) AS oldest_unacknowledged_seconds
   FROM report_internals.incident_days() incident_days(day, level, lag, acknowledged, acknowledged_business, unacknowledged, oldest_unacknowledged, resolved, resolved_business, reopened);

COMMENT ON VIEW reporting.mtta IS 'A row per day (UTC) on which incidents began and per severity: how long it took until somebody acknowledged them. What nobody has is counted beside, and is no zero.';

COMMENT ON COLUMN reporting.mtta.day IS 'The day, in UTC.';

COMMENT ON COLUMN reporting.mtta.severity IS 'all, high, medium or low, as it is now.';

COMMENT ON COLUMN reporting.mtta.n IS 'How many the figures are of.';

COMMENT ON COLUMN reporting.mtta.mean_seconds IS 'The mean, in seconds.';

COMMENT ON COLUMN reporting.mtta.median_seconds IS 'The median, in seconds.';

COMMENT ON COLUMN reporting.mtta.p75_seconds IS 'The 75th percentile, in seconds.';

COMMENT ON COLUMN reporting.mtta.p90_seconds IS 'The 90th percentile, in seconds.';

COMMENT ON COLUMN reporting.mtta.p95_seconds IS 'The 95th percentile, in seconds.';

COMMENT ON COLUMN reporting.mtta.p99_seconds IS 'The 99th percentile, in seconds.';

COMMENT ON COLUMN reporting.mtta.max_seconds IS 'The longest, in seconds.';

COMMENT ON COLUMN reporting.mtta.mean_business_seconds IS 'The mean, in seconds of business time.';

COMMENT ON COLUMN reporting.mtta.median_business_seconds IS 'The median, in seconds of business time.';

COMMENT ON COLUMN reporting.mtta.p90_business_seconds IS 'The 90th percentile, in seconds of business time.';

COMMENT ON COLUMN reporting.mtta.p95_business_seconds IS 'The 95th percentile, in seconds of business time.';

COMMENT ON COLUMN reporting.mtta.unacknowledged IS 'Those that nobody has acknowledged, not in n.';

COMMENT ON COLUMN reporting.mtta.oldest_unacknowledged_seconds IS 'Of those still open, the age of the oldest.';

CREATE VIEW reporting.mttr_resolve AS
 SELECT incident_days.day,
    incident_days.level AS severity,
    (incident_days.resolved).n AS n,
    (incident_days.resolved).mean AS mean_seconds,
    (incident_days.resolved).median AS median_seconds,
    (incident_days.resolved).p75 AS p75_seconds,
    (incident_days.resolved).p90 AS p90_seconds,
    (incident_days.resolved).p95 AS p95_seconds,
    (incident_days.resolved).p99 AS p99_seconds,
    (incident_days.resolved).max AS max_seconds,
    (incident_days.resolved_business).mean AS mean_business_seconds,
    (incident_days.resolved_business).median AS median_business_seconds,
    (incident_days.resolved_business).p90 AS p90_business_seconds,
    (incident_days.resolved_business).p95 AS p95_business_seconds
   FROM report_internals.incident_days() incident_days(day, level, lag, acknowledged, acknowledged_business, unacknowledged, oldest_unacknowledged, resolved, resolved_business, reopened);

COMMENT ON VIEW reporting.mttr_resolve IS 'A row per day (UTC) on which incidents began and per severity: how long it took to resolve those that are resolved and not reopened since.';

COMMENT ON COLUMN reporting.mttr_resolve.day IS 'The day, in UTC.';

COMMENT ON COLUMN reporting.mttr_resolve.severity IS 'all, high, medium or low, as it is now.';

COMMENT ON COLUMN reporting.mttr_resolve.n IS 'How many the figures are of.';

COMMENT ON COLUMN reporting.mttr_resolve.mean_seconds IS 'The mean, in seconds.';

COMMENT ON COLUMN reporting.mttr_resolve.median_seconds IS 'The median, in seconds.';

COMMENT ON COLUMN reporting.mttr_resolve.p75_seconds IS 'The 75th percentile, in seconds.';

COMMENT ON COLUMN reporting.mttr_resolve.p90_seconds IS 'The 90th percentile, in seconds.';

COMMENT ON COLUMN reporting.mttr_resolve.p95_seconds IS 'The 95th percentile, in seconds.';

COMMENT ON COLUMN reporting.mttr_resolve.p99_seconds IS 'The 99th percentile, in seconds.';

COMMENT ON COLUMN reporting.mttr_resolve.max_seconds IS 'The longest, in seconds.';

COMMENT ON COLUMN reporting.mttr_resolve.mean_business_seconds IS 'The mean, in seconds of business time.';

COMMENT ON COLUMN reporting.mttr_resolve.median_business_seconds IS 'The median, in seconds of business time.';

COMMENT ON COLUMN reporting.mttr_resolve.p90_business_seconds IS 'The 90th percentile, in seconds of business time.';

COMMENT ON COLUMN reporting.mttr_resolve.p95_business_seconds IS 'The 95th percentile, in seconds of business time.';

CREATE VIEW reporting.personal_comments AS
 SELECT comments.id,
    comments.ticket_id,
    comments.visibility,
    comments.text,
    comments.author,
    comments.created_at
   FROM intake.comments;

COMMENT ON VIEW reporting.personal_comments IS 'A row per comment on a ticket.';

COMMENT ON COLUMN reporting.personal_comments.id IS 'Its number.';

COMMENT ON COLUMN reporting.personal_comments.ticket_id IS 'The number of the ticket.';

COMMENT ON COLUMN reporting.personal_comments.visibility IS 'Of a comment: public, or internal.';

COMMENT ON COLUMN reporting.personal_comments.text IS 'What was said.';

COMMENT ON COLUMN reporting.personal_comments.author IS 'Who said it.';

COMMENT ON COLUMN reporting.personal_comments.created_at IS 'When it began.';

CREATE VIEW reporting.personal_events AS
 SELECT events.id,
    events.at,
    events.kind,
    events.ticket_id,
    events.incident_id,
    events.actor,
    events.address,
    events.request_id,
    events.before,
    events.after
   FROM ledger.events
  WHERE ((events.kind ~~ 'ticket.%'::text) OR (events.kind ~~ 'incident.%'::text));

COMMENT ON VIEW reporting.personal_events IS 'A row per change, from the ledger: who made it, from where, and all that changed.';

COMMENT ON COLUMN reporting.personal_events.id IS 'Its number.';

COMMENT ON COLUMN reporting.personal_events.at IS 'When it happened.';

COMMENT ON COLUMN reporting.personal_events.kind IS 'What happened, as noun.verb.';

COMMENT ON COLUMN reporting.personal_events.ticket_id IS 'The number of the ticket.';

COMMENT ON COLUMN reporting.personal_events.incident_id IS 'The number of the incident.';

COMMENT ON COLUMN reporting.personal_events.actor IS 'Who did it.';

COMMENT ON COLUMN reporting.personal_events.address IS 'From where it was asked for.';

COMMENT ON COLUMN reporting.personal_events.request_id IS 'The request that did it.';

COMMENT ON COLUMN reporting.personal_events.before IS 'What changed, as it was.';

COMMENT ON COLUMN reporting.personal_events.after IS 'What changed, as it is from then on.';

CREATE VIEW reporting.personal_incidents AS
 SELECT incidents.id,
    incidents.ticket_id,
    incidents.title,
    incidents.description,
    incidents.assignee,
    incidents.created_at
   FROM response.incidents;

COMMENT ON VIEW reporting.personal_incidents IS 'A row per incident: its words, as they are now.';

COMMENT ON COLUMN reporting.personal_incidents.id IS 'Its number.';

COMMENT ON COLUMN reporting.personal_incidents.ticket_id IS 'The number of the ticket.';

COMMENT ON COLUMN reporting.personal_incidents.title IS 'What it is about, in a line.';

COMMENT ON COLUMN reporting.personal_incidents.description IS 'What it is about.';

COMMENT ON COLUMN reporting.personal_incidents.assignee IS 'Who works on it; NULL: nobody.';

COMMENT ON COLUMN reporting.personal_incidents.created_at IS 'When it began; a survivor has the earlier start of those that became one.';

CREATE VIEW reporting.personal_tickets AS
 SELECT tickets.id,
    tickets.title,
    tickets.description,
    tickets.requester,
    tickets.assignee,
    tickets.tags,
    tickets.created_at
   FROM intake.tickets;

COMMENT ON VIEW reporting.personal_tickets IS 'A row per ticket: who reported it and its words, as they are now.';

COMMENT ON COLUMN reporting.personal_tickets.id IS 'Its number.';

COMMENT ON COLUMN reporting.personal_tickets.title IS 'What it is about, in a line.';

COMMENT ON COLUMN reporting.personal_tickets.description IS 'What it is about.';

COMMENT ON COLUMN reporting.personal_tickets.requester IS 'Who reported it.';

COMMENT ON COLUMN reporting.personal_tickets.assignee IS 'Who works on it; NULL: nobody.';

COMMENT ON COLUMN reporting.personal_tickets.tags IS 'By what words the desk sorts it.';

COMMENT ON COLUMN reporting.personal_tickets.created_at IS 'When it began.';

CREATE VIEW reporting.reopen_rate AS
 SELECT incident.day,
    incident.level AS severity,
    (incident.reopened).n AS n,
    (incident.reopened).mean AS reopen_ratio,
    (ticket.reopened).n AS tickets_n,
    (ticket.reopened).mean AS tickets_reopen_ratio
   FROM (report_internals.incident_days() incident(day, level, lag, acknowledged, acknowledged_business, unacknowledged, oldest_unacknowledged, resolved, resolved_business, reopened)
     JOIN report_internals.ticket_days() ticket(day, level, response, response_business, unanswered, oldest_unanswered, reopened) USING (day, level));

COMMENT ON VIEW reporting.reopen_rate IS 'A row per day (UTC) on which incidents and tickets began and per severity, which is the priority of a ticket: of those that were resolved once, the part that was reopened.';

COMMENT ON COLUMN reporting.reopen_rate.day IS 'The day, in UTC.';

COMMENT ON COLUMN reporting.reopen_rate.severity IS 'all, high, medium or low, as it is now; of a ticket the priority.';

COMMENT ON COLUMN reporting.reopen_rate.n IS 'How many the figures are of.';

COMMENT ON COLUMN reporting.reopen_rate.reopen_ratio IS 'Incidents reopened / incidents resolved, each counted once; n is the latter.';

COMMENT ON COLUMN reporting.reopen_rate.tickets_n IS 'Tickets resolved at least once.';

COMMENT ON COLUMN reporting.reopen_rate.tickets_reopen_ratio IS 'Tickets reopened / tickets_n.';

CREATE VIEW reporting.sla_compliance AS
 SELECT promise_days.day,
    promise_days.subject,
    promise_days.metric,
    (promise_days.met + promise_days.breached) AS n,
    promise_days.met,
    promise_days.breached,
    promise_days.left_out,
    report_internals.ratio(promise_days.met, (promise_days.met + promise_days.breached)) AS compliance_ratio
   FROM report_internals.promise_days() promise_days(day, subject, metric, met, breached, left_out, next_due);

COMMENT ON VIEW reporting.sla_compliance IS 'A row per day (UTC) on which promises were made and per kind of promise: which were kept. Those that run, are paused or were cancelled are left out of n.';

COMMENT ON COLUMN reporting.sla_compliance.day IS 'The day, in UTC.';

COMMENT ON COLUMN reporting.sla_compliance.subject IS 'ticket or incident.';

COMMENT ON COLUMN reporting.sla_compliance.metric IS 'first_response, acknowledgement or resolution.';

COMMENT ON COLUMN reporting.sla_compliance.n IS 'How many the figures are of.';

COMMENT ON COLUMN reporting.sla_compliance.met IS 'Promises that were kept.';

COMMENT ON COLUMN reporting.sla_compliance.breached IS 'Promises that were broken.';

COMMENT ON COLUMN reporting.sla_compliance.left_out IS 'Promises that run, are paused or were cancelled.';

COMMENT ON COLUMN reporting.sla_compliance.compliance_ratio IS 'met / (met + breached); NULL where there is none.';

CREATE VIEW reporting.tickets AS
 SELECT life.id,
    life.status,
    life.category,
    life.first_category,
    life.priority,
    life.first_priority,
    life.assignee,
    life.source,
    life.decided_by,
    life.ruleset,
    life.created_at,
    life.updated_at,
    life.first_response_at,
    life.resolved_at,
    life.closed_at,
    life.times_resolved,
    life.times_reopened,
    life.first_response_seconds,
    life.first_response_business_seconds,
    life.resolution_seconds,
    life.resolution_business_seconds,
    report_internals.age(life.status, life.created_at, public.clock_now()) AS open_seconds
   FROM report_internals.ticket_lives(public.clock_now()) life(id, created_at, updated_at, status, category, first_category, priority, first_priority, assignee, source, decided_by, ruleset, first_response_at, resolved_at, closed_at, times_resolved, times_reopened, first_response_seconds, first_response_business_seconds, resolution_seconds, resolution_business_seconds);

COMMENT ON VIEW reporting.tickets IS 'A row per ticket, as the ledger knows it now. What has not happened is NULL.';

COMMENT ON COLUMN reporting.tickets.id IS 'Its number.';

COMMENT ON COLUMN reporting.tickets.status IS 'Its status; of an event: the one it has from then on.';

COMMENT ON COLUMN reporting.tickets.category IS 'security, network, hardware or software; of an event: from then on.';

COMMENT ON COLUMN reporting.tickets.first_category IS 'The category that it was created with.';

COMMENT ON COLUMN reporting.tickets.priority IS 'high, medium or low; of an event: from then on.';

COMMENT ON COLUMN reporting.tickets.first_priority IS 'The priority that it was created with.';

COMMENT ON COLUMN reporting.tickets.assignee IS 'Who works on it; NULL: nobody.';

COMMENT ON COLUMN reporting.tickets.source IS 'By what way the ticket came in, as far as somebody said so.';

COMMENT ON COLUMN reporting.tickets.decided_by IS 'Who chose category and priority at first: rules, default or person.';

COMMENT ON COLUMN reporting.tickets.ruleset IS 'The version of the ruleset by which triage decided.';

COMMENT ON COLUMN reporting.tickets.created_at IS 'When it began.';

COMMENT ON COLUMN reporting.tickets.updated_at IS 'When something last happened to it.';

COMMENT ON COLUMN reporting.tickets.first_response_at IS 'When somebody first answered who reported it.';

COMMENT ON COLUMN reporting.tickets.resolved_at IS 'When it was resolved, the last time; NULL while it is open.';

COMMENT ON COLUMN reporting.tickets.closed_at IS 'When it was closed.';

COMMENT ON COLUMN reporting.tickets.times_resolved IS 'How often it was resolved.';

COMMENT ON COLUMN reporting.tickets.times_reopened IS 'How often it was reopened.';

COMMENT ON COLUMN reporting.tickets.first_response_seconds IS 'From its begin to its first answer.';

COMMENT ON COLUMN reporting.tickets.first_response_business_seconds IS 'The same in business time, by the calendar of its first promise.';

COMMENT ON COLUMN reporting.tickets.resolution_seconds IS 'From its begin to when it was resolved the last time.';

COMMENT ON COLUMN reporting.tickets.resolution_business_seconds IS 'The same in business time, by the calendar of its first promise.';

COMMENT ON COLUMN reporting.tickets.open_seconds IS 'How old it is; NULL where it is not open.';

CREATE VIEW reporting.triage_quality AS
 SELECT triage_days.day,
    triage_days.category,
    triage_days.triaged,
    triage_days.by_default,
    triage_days.kept,
    (triage_days.triaged - triage_days.kept) AS corrected_away,
    triage_days.corrected_into,
    triage_days.priority_corrected,
    report_internals.ratio(triage_days.kept, triage_days.triaged) AS precision_ratio,
    report_internals.ratio(triage_days.kept, (triage_days.kept + triage_days.corrected_into)) AS recall_ratio
   FROM report_internals.triage_days() triage_days(day, category, triaged, by_default, kept, corrected_into, priority_corrected);

COMMENT ON VIEW reporting.triage_quality IS 'A row per day (UTC) on which tickets were created and per category: what triage said, and what people have made of it since.';

COMMENT ON COLUMN reporting.triage_quality.day IS 'The day, in UTC.';

COMMENT ON COLUMN reporting.triage_quality.category IS 'security, network, hardware or software; of an event: from then on.';

COMMENT ON COLUMN reporting.triage_quality.triaged IS 'Tickets that triage gave this category.';

COMMENT ON COLUMN reporting.triage_quality.by_default IS 'Those of them in which no term was found.';

COMMENT ON COLUMN reporting.triage_quality.kept IS 'Those of them that still have it.';

COMMENT ON COLUMN reporting.triage_quality.corrected_away IS 'Those of them that people gave another one.';

COMMENT ON COLUMN reporting.triage_quality.corrected_into IS 'Tickets that triage gave another category, and people this one.';

COMMENT ON COLUMN reporting.triage_quality.priority_corrected IS 'Those triaged whose priority people changed.';

COMMENT ON COLUMN reporting.triage_quality.precision_ratio IS 'kept / triaged; NULL where there is none.';

COMMENT ON COLUMN reporting.triage_quality.recall_ratio IS 'kept / (kept + corrected_into); NULL where there is none.';

CREATE VIEW reporting.volume_by_day AS
 SELECT flow_days.day,
    flow_days.tickets_created,
    flow_days.tickets_reopened,
    flow_days.tickets_opened,
    flow_days.tickets_closed,
    flow_days.incidents_created,
    flow_days.incidents_reopened,
    flow_days.incidents_opened,
    flow_days.incidents_closed,
    flow_days.incidents_merged
   FROM report_internals.flow_days() flow_days(day, tickets_created, tickets_reopened, tickets_opened, tickets_closed, incidents_created, incidents_reopened, incidents_opened, incidents_closed, incidents_merged);

COMMENT ON VIEW reporting.volume_by_day IS 'A row per day (UTC): what came and what went on that day. opened - closed is how the backlog changed.';

COMMENT ON COLUMN reporting.volume_by_day.day IS 'The day, in UTC.';

COMMENT ON COLUMN reporting.volume_by_day.tickets_created IS 'Tickets that came in.';

COMMENT ON COLUMN reporting.volume_by_day.tickets_reopened IS 'Tickets that were open again.';

COMMENT ON COLUMN reporting.volume_by_day.tickets_opened IS 'Created and reopened.';

COMMENT ON COLUMN reporting.volume_by_day.tickets_closed IS 'Tickets that were resolved or closed, and open before.';

COMMENT ON COLUMN reporting.volume_by_day.incidents_created IS 'Incidents that were opened for the first time.';

COMMENT ON COLUMN reporting.volume_by_day.incidents_reopened IS 'Incidents that were open again.';

COMMENT ON COLUMN reporting.volume_by_day.incidents_opened IS 'Created and reopened.';

COMMENT ON COLUMN reporting.volume_by_day.incidents_closed IS 'Incidents that were resolved or merged, and open before.';

COMMENT ON COLUMN reporting.volume_by_day.incidents_merged IS 'Those of incidents_closed that were merged into another one.';

CREATE VIEW reporting.workload AS
 SELECT work.assignee,
    count(*) FILTER (WHERE ((work.kind = 'ticket'::text) AND work.is_open)) AS open_tickets,
    count(*) FILTER (WHERE ((work.kind = 'ticket'::text) AND (work.status = 'waiting'::text))) AS waiting_tickets,
    count(*) FILTER (WHERE ((work.kind = 'incident'::text) AND work.is_open)) AS open_incidents,
    count(*) FILTER (WHERE (work.is_open AND (work.level = 'high'::text))) AS open_high,
    max(work.open_seconds) AS oldest_open_seconds,
    count(*) FILTER (WHERE ((work.kind = 'ticket'::text) AND work.is_recent)) AS tickets_resolved_7_days,
    count(*) FILTER (WHERE ((work.kind = 'incident'::text) AND work.is_recent)) AS incidents_resolved_7_days
   FROM ( SELECT 'ticket'::text AS kind,
            tickets.assignee,
            tickets.status,
            tickets.priority AS level,
            tickets.open_seconds,
            (tickets.open_seconds IS NOT NULL) AS is_open,
            (tickets.resolved_at > (public.clock_now() - '168:00:00'::interval)) AS is_recent
           FROM reporting.tickets
          WHERE (report_internals.is_open(tickets.status) OR (tickets.resolved_at > (public.clock_now() - '168:00:00'::interval)))
        UNION ALL
         SELECT 'incident'::text,
            incidents.assignee,
            incidents.status,
            incidents.severity,
            incidents.open_seconds,
            (incidents.open_seconds IS NOT NULL),
            (incidents.resolved_at > (public.clock_now() - '168:00:00'::interval))
           FROM reporting.incidents
          WHERE (report_internals.is_open(incidents.status) OR (incidents.resolved_at > (public.clock_now() - '168:00:00'::interval)))) work
  GROUP BY work.assignee;

COMMENT ON VIEW reporting.workload IS 'A row per person, and one of assignee NULL for what is nobody''s: what they have to do now. Who has nothing open and resolved nothing lately has no row.';

COMMENT ON COLUMN reporting.workload.assignee IS 'Who works on it; NULL: nobody.';

COMMENT ON COLUMN reporting.workload.open_tickets IS 'Open tickets, those waiting included.';

COMMENT ON COLUMN reporting.workload.waiting_tickets IS 'Those of them that wait.';

COMMENT ON COLUMN reporting.workload.open_incidents IS 'Open incidents.';

COMMENT ON COLUMN reporting.workload.open_high IS 'Those open of priority or severity high.';

COMMENT ON COLUMN reporting.workload.oldest_open_seconds IS 'The age of the oldest that is open.';

COMMENT ON COLUMN reporting.workload.tickets_resolved_7_days IS 'Resolved within the last 168 hours, and still so.';

COMMENT ON COLUMN reporting.workload.incidents_resolved_7_days IS 'Resolved within the last 168 hours, and still so.';

ALTER TABLE response.deliveries ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME response.deliveries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE response.delivery_place (
    id integer DEFAULT 1 NOT NULL,
    xid xid8 NOT NULL,
    CONSTRAINT "there is one place" CHECK ((id = 1))
);

CREATE TABLE response.escalation_bursts (
    name text NOT NULL,
    incident_id bigint NOT NULL
);

COMMENT ON TABLE response.escalation_bursts IS 'The last incident that several tickets led to, by the name of the rule.';

CREATE TABLE response.escalation_policies (
    version integer NOT NULL,
    name text NOT NULL,
    severities text[],
    rank smallint DEFAULT 100 NOT NULL,
    steps jsonb NOT NULL,
    repeats smallint DEFAULT 0 NOT NULL,
    pause_seconds integer DEFAULT 300 NOT NULL,
    note text NOT NULL,
    effective_from timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    CONSTRAINT "a pause is from a second to a week" CHECK (((pause_seconds >= 1) AND (pause_seconds <= 604800))),
    CONSTRAINT "a policy has at most 20 steps" CHECK ((jsonb_array_length(steps) <= 20)),
    CONSTRAINT "a round is repeated at most 9 times" CHECK (((repeats >= 0) AND (repeats <= 9))),
    CONSTRAINT "a severity is high, medium or low" CHECK (((severities <@ ARRAY['high'::text, 'medium'::text, 'low'::text]) AND (severities <> '{}'::text[]))),
    CONSTRAINT "a step has a delay and tells somebody" CHECK (response.escalation_steps_are_sound(steps))
);

COMMENT ON TABLE response.escalation_policies IS 'Versions; a change is a new row of the same name, and one without steps ends the policy.';

COMMENT ON COLUMN response.escalation_policies.severities IS 'Of the incident; NULL: any.';

COMMENT ON COLUMN response.escalation_policies.rank IS 'Of several policies that fit, the one of the lowest rank applies, then the first by name.';

COMMENT ON COLUMN response.escalation_policies.steps IS 'A round. A delay is since the step before; that of the first, since the round began.';

COMMENT ON COLUMN response.escalation_policies.repeats IS 'How often the round is begun again.';

COMMENT ON COLUMN response.escalation_policies.pause_seconds IS 'How long after the last step of a round the next one begins, or all of it has been in vain.';

CREATE VIEW response.escalation_policies_in_effect AS
 SELECT DISTINCT ON (severity.severity) severity.severity,
    newest.version,
    make_interval(secs => ((((newest.steps -> 0) ->> 'delay_seconds'::text))::integer)::double precision) AS first_delay
   FROM (( SELECT DISTINCT ON (escalation_policies.name) escalation_policies.name,
            escalation_policies.version,
            escalation_policies.severities,
            escalation_policies.rank,
            escalation_policies.steps
           FROM response.escalation_policies
          WHERE (escalation_policies.effective_from <= public.clock_now())
          ORDER BY escalation_policies.name, escalation_policies.effective_from DESC, escalation_policies.version DESC) newest
     CROSS JOIN LATERAL unnest(COALESCE(newest.severities, ARRAY['high'::text, 'medium'::text, 'low'::text])) severity(severity))
  WHERE (newest.steps <> '[]'::jsonb)
  ORDER BY severity.severity, newest.rank, newest.name, newest.version;

COMMENT ON VIEW response.escalation_policies_in_effect IS 'At most one for each severity, with the delay of its first step.';

ALTER TABLE response.escalation_policies ALTER COLUMN version ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME response.escalation_policies_version_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE response.escalation_rules ALTER COLUMN version ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME response.escalation_rules_version_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE response.escalation_runs (
    incident_id bigint NOT NULL,
    number integer DEFAULT 1 NOT NULL,
    policy integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    round smallint DEFAULT 1 NOT NULL,
    step smallint DEFAULT 1,
    due_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by text,
    CONSTRAINT "a run is ended in one of five ways" CHECK ((ended_by = ANY (ARRAY['acknowledged'::text, 'resolved'::text, 'closed'::text, 'merged'::text, 'exhausted'::text]))),
    CONSTRAINT "a run is exhausted after its last step" CHECK (((ended_by <> 'exhausted'::text) OR (step IS NULL))),
    CONSTRAINT "a run that has ended says how" CHECK (((ended_at IS NULL) = (ended_by IS NULL)))
);

COMMENT ON TABLE response.escalation_runs IS 'How far the telling about an incident has come: one run from its opening, one from every reopening. It keeps the version of the policy that it was started with.';

COMMENT ON COLUMN response.escalation_runs.number IS 'Counts the runs of the incident from 1.';

COMMENT ON COLUMN response.escalation_runs.step IS 'The next one of the round, from 1; NULL: there is none left, and at due_at it was in vain.';

COMMENT ON COLUMN response.escalation_runs.due_at IS 'When the next step is due: computed from when the one before was due, not when it was made.';

CREATE TABLE response.idempotency_keys (
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status smallint NOT NULL,
    headers jsonb NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL
);

CREATE TABLE response.incident_links (
    incident_id bigint NOT NULL,
    other_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    CONSTRAINT "a link is kept once, under the smaller id" CHECK ((incident_id < other_id))
);

CREATE VIEW response.incident_tickets AS
 SELECT COALESCE(incidents.merged_into, incidents.id) AS incident_id,
    incidents.ticket_id
   FROM response.incidents;

COMMENT ON VIEW response.incident_tickets IS 'Every incident that is not merged with its tickets, also those that came to it by merging.';

ALTER TABLE response.incidents ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME response.incidents_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE response.resolution_policies (
    version integer NOT NULL,
    tickets text NOT NULL,
    note text NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    CONSTRAINT "tickets are resolved, resolved on request, or kept" CHECK ((tickets = ANY (ARRAY['resolve'::text, 'offer'::text, 'keep'::text])))
);

COMMENT ON TABLE response.resolution_policies IS 'What becomes of the tickets of an incident that is resolved. Versions; the newest applies.';

COMMENT ON COLUMN response.resolution_policies.tickets IS 'resolve: resolved unless the request says no; offer: only if it says yes; keep: never.';

ALTER TABLE response.resolution_policies ALTER COLUMN version ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME response.resolution_policies_version_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE response.sla_calendars ALTER COLUMN version ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME response.sla_calendars_version_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE response.sla_clocks ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME response.sla_clocks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE response.sla_failures (
    event_id bigint NOT NULL,
    error text NOT NULL,
    failed_at timestamp with time zone DEFAULT public.clock_now() NOT NULL
);

COMMENT ON TABLE response.sla_failures IS 'Events that could not be applied and were passed over.';

CREATE TABLE response.sla_place (
    single boolean DEFAULT true NOT NULL,
    xid xid8 NOT NULL,
    id bigint NOT NULL,
    CONSTRAINT "there is one place" CHECK (single)
);

COMMENT ON TABLE response.sla_place IS 'Up to which event of the feed the clocks are kept.';

ALTER TABLE response.sla_policies ALTER COLUMN version ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME response.sla_policies_version_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE response.sla_turns (
    subject text NOT NULL,
    subject_id bigint NOT NULL,
    event_id bigint NOT NULL,
    CONSTRAINT "a subject is a ticket or an incident" CHECK ((subject = ANY (ARRAY['ticket'::text, 'incident'::text])))
);

COMMENT ON TABLE response.sla_turns IS 'Of a ticket or an incident that was changed: the last event that was applied to its clocks.';

ALTER TABLE response.webhooks ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME response.webhooks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY ledger.events ATTACH PARTITION ledger.events_default DEFAULT;

ALTER TABLE ONLY access.tokens
    ADD CONSTRAINT "a token is one of its kind" UNIQUE (hash);

ALTER TABLE ONLY access.tokens
    ADD CONSTRAINT tokens_pkey PRIMARY KEY (id);

ALTER TABLE ONLY intake.comments
    ADD CONSTRAINT comments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY intake.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (key);

ALTER TABLE ONLY intake.kept_answers
    ADD CONSTRAINT kept_answers_pkey PRIMARY KEY (key);

ALTER TABLE ONLY intake.rulesets
    ADD CONSTRAINT rulesets_pkey PRIMARY KEY (version);

ALTER TABLE ONLY intake.tickets
    ADD CONSTRAINT tickets_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ledger.archives
    ADD CONSTRAINT "a file is written once" UNIQUE (file);

ALTER TABLE ONLY ledger.archived_events
    ADD CONSTRAINT archived_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ledger.archives
    ADD CONSTRAINT archives_pkey PRIMARY KEY (number);

ALTER TABLE ONLY ledger.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id, at);

ALTER TABLE ONLY ledger.events_default
    ADD CONSTRAINT events_default_pkey PRIMARY KEY (id, at);

ALTER TABLE ONLY ledger.seals
    ADD CONSTRAINT seals_pkey PRIMARY KEY (number);

ALTER TABLE ONLY ledger.seals
    ADD CONSTRAINT "the chain does not fork" UNIQUE (previous);

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (number);

ALTER TABLE ONLY relay.counted_tickets
    ADD CONSTRAINT counted_tickets_pkey PRIMARY KEY (rule, created_at, ticket_id);

ALTER TABLE ONLY relay.escalations
    ADD CONSTRAINT escalations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY relay.resolutions
    ADD CONSTRAINT resolutions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY response.webhooks
    ADD CONSTRAINT "a webhook has a name of its own" UNIQUE (name);

ALTER TABLE ONLY response.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY response.delivery_place
    ADD CONSTRAINT delivery_place_pkey PRIMARY KEY (id);

ALTER TABLE ONLY response.escalation_bursts
    ADD CONSTRAINT escalation_bursts_pkey PRIMARY KEY (name);

ALTER TABLE ONLY response.escalation_policies
    ADD CONSTRAINT escalation_policies_pkey PRIMARY KEY (version);

ALTER TABLE ONLY response.escalation_rules
    ADD CONSTRAINT escalation_rules_pkey PRIMARY KEY (version);

ALTER TABLE ONLY response.escalation_runs
    ADD CONSTRAINT escalation_runs_pkey PRIMARY KEY (incident_id, number);

ALTER TABLE ONLY response.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (key);

ALTER TABLE ONLY response.incident_links
    ADD CONSTRAINT incident_links_pkey PRIMARY KEY (incident_id, other_id);

ALTER TABLE ONLY response.incidents
    ADD CONSTRAINT incidents_pkey PRIMARY KEY (id);

ALTER TABLE ONLY response.resolution_policies
    ADD CONSTRAINT resolution_policies_pkey PRIMARY KEY (version);

ALTER TABLE ONLY response.sla_calendars
    ADD CONSTRAINT sla_calendars_pkey PRIMARY KEY (version);

ALTER TABLE ONLY response.sla_clocks
    ADD CONSTRAINT sla_clocks_pkey PRIMARY KEY (id);

ALTER TABLE ONLY response.sla_failures
    ADD CONSTRAINT sla_failures_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY response.sla_place
    ADD CONSTRAINT sla_place_pkey PRIMARY KEY (single);

ALTER TABLE ONLY response.sla_policies
    ADD CONSTRAINT sla_policies_pkey PRIMARY KEY (version);

ALTER TABLE ONLY response.sla_turns
    ADD CONSTRAINT sla_turns_pkey PRIMARY KEY (subject, subject_id);

ALTER TABLE ONLY response.webhooks
    ADD CONSTRAINT webhooks_pkey PRIMARY KEY (id);

ALTER TABLE ONLY rollup.flow_days
    ADD CONSTRAINT flow_days_pkey PRIMARY KEY (day);

ALTER TABLE ONLY rollup.incident_days
    ADD CONSTRAINT incident_days_pkey PRIMARY KEY (day, level);

ALTER TABLE ONLY rollup.incidents
    ADD CONSTRAINT incidents_pkey PRIMARY KEY (id);

ALTER TABLE ONLY rollup.place
    ADD CONSTRAINT place_pkey PRIMARY KEY (one);

ALTER TABLE ONLY rollup.promise_days
    ADD CONSTRAINT promise_days_pkey PRIMARY KEY (day, subject, metric);

ALTER TABLE ONLY rollup.ticket_days
    ADD CONSTRAINT ticket_days_pkey PRIMARY KEY (day, level);

ALTER TABLE ONLY rollup.tickets
    ADD CONSTRAINT tickets_pkey PRIMARY KEY (id);

ALTER TABLE ONLY rollup.triage_days
    ADD CONSTRAINT triage_days_pkey PRIMARY KEY (day, category);

CREATE INDEX tokens_by_age ON access.tokens USING btree (created_at DESC, id DESC);

CREATE INDEX comments_of_a_ticket ON intake.comments USING btree (ticket_id, id);

CREATE INDEX idempotency_keys_by_age ON intake.idempotency_keys USING btree (created_at);

CREATE INDEX kept_answers_created_at_idx ON intake.kept_answers USING btree (created_at);

CREATE INDEX tickets_by_age ON intake.tickets USING btree (created_at DESC, id DESC);

CREATE INDEX tickets_by_assignee ON intake.tickets USING btree (assignee, created_at DESC, id DESC) WHERE (assignee IS NOT NULL);

CREATE INDEX tickets_by_category ON intake.tickets USING btree (category, created_at DESC, id DESC);

CREATE INDEX tickets_by_priority ON intake.tickets USING btree (priority, created_at DESC, id DESC);

CREATE INDEX tickets_by_requester ON intake.tickets USING btree (requester, created_at DESC, id DESC) WHERE (requester IS NOT NULL);

CREATE INDEX tickets_by_source ON intake.tickets USING btree (source, created_at DESC, id DESC) WHERE (source IS NOT NULL);

CREATE INDEX tickets_by_status ON intake.tickets USING btree (status, created_at DESC, id DESC);

CREATE INDEX tickets_by_tag ON intake.tickets USING gin (tags) WITH (gin_pending_list_limit='256') WHERE (tags <> '{}'::text[]);

CREATE INDEX tickets_by_words ON intake.tickets USING gin (intake.searchable(title, description)) WITH (gin_pending_list_limit='256');

CREATE INDEX archived_events_by_time ON ledger.archived_events USING brin (at) WITH (pages_per_range='64');

CREATE INDEX archived_events_in_order ON ledger.archived_events USING btree (xid, id);

CREATE INDEX archived_events_of_a_ticket ON ledger.archived_events USING btree (ticket_id, id) WHERE (ticket_id IS NOT NULL);

CREATE INDEX archived_events_of_an_incident ON ledger.archived_events USING btree (incident_id, id) WHERE (incident_id IS NOT NULL);

CREATE INDEX archived_events_of_survivors ON ledger.archived_events USING btree (incident_id) WHERE (kind = 'incident.absorbed'::text);

CREATE INDEX events_by_time ON ONLY ledger.events USING brin (at) WITH (pages_per_range='64');

CREATE INDEX events_default_at_idx ON ledger.events_default USING brin (at) WITH (pages_per_range='64');

CREATE INDEX events_of_an_incident ON ONLY ledger.events USING btree (incident_id, id) WHERE (incident_id IS NOT NULL);

CREATE INDEX events_default_incident_id_id_idx ON ledger.events_default USING btree (incident_id, id) WHERE (incident_id IS NOT NULL);

CREATE INDEX events_of_survivors ON ONLY ledger.events USING btree (incident_id) WHERE (kind = 'incident.absorbed'::text);

CREATE INDEX events_default_incident_id_idx ON ledger.events_default USING btree (incident_id) WHERE (kind = 'incident.absorbed'::text);

CREATE INDEX events_of_a_ticket ON ONLY ledger.events USING btree (ticket_id, id) WHERE (ticket_id IS NOT NULL);

CREATE INDEX events_default_ticket_id_id_idx ON ledger.events_default USING btree (ticket_id, id) WHERE (ticket_id IS NOT NULL);

CREATE INDEX events_in_order ON ONLY ledger.events USING btree (xid, id);

CREATE INDEX events_default_xid_id_idx ON ledger.events_default USING btree (xid, id);

CREATE INDEX escalations_due ON relay.escalations USING btree (due_at, id) WHERE (died_at IS NULL);

CREATE INDEX deliveries_by_age ON response.deliveries USING btree (webhook_id, created_at DESC, id DESC);

CREATE INDEX deliveries_delivered ON response.deliveries USING btree (delivered_at, id) WHERE (delivered_at IS NOT NULL);

CREATE INDEX deliveries_due ON response.deliveries USING btree (webhook_id, due_at, id) WHERE ((delivered_at IS NULL) AND (died_at IS NULL));

CREATE INDEX deliveries_waiting ON response.deliveries USING btree (webhook_id, incident_id, id) WHERE ((delivered_at IS NULL) AND (died_at IS NULL));

CREATE INDEX escalation_policies_by_age ON response.escalation_policies USING btree (created_at DESC, version DESC);

CREATE INDEX escalation_policies_by_name ON response.escalation_policies USING btree (name, effective_from DESC, version DESC);

CREATE INDEX escalation_rules_by_age ON response.escalation_rules USING btree (created_at DESC, version DESC);

CREATE INDEX escalation_rules_by_name ON response.escalation_rules USING btree (name, effective_from DESC, version DESC);

CREATE INDEX escalation_runs_due ON response.escalation_runs USING btree (due_at, incident_id, number) WHERE (ended_at IS NULL);

CREATE INDEX escalation_runs_exhausted ON response.escalation_runs USING btree (incident_id, number) WHERE (ended_by = 'exhausted'::text);

CREATE INDEX idempotency_keys_created_at_idx ON response.idempotency_keys USING btree (created_at);

CREATE INDEX incident_links_back ON response.incident_links USING btree (other_id, incident_id);

CREATE INDEX incidents_by_age ON response.incidents USING btree (created_at DESC, id DESC);

CREATE INDEX incidents_by_severity ON response.incidents USING btree (severity, created_at DESC, id DESC);

CREATE INDEX incidents_by_status ON response.incidents USING btree (status, created_at DESC, id DESC);

CREATE INDEX incidents_by_survivor ON response.incidents USING btree (merged_into, id) WHERE (merged_into IS NOT NULL);

CREATE INDEX incidents_by_ticket ON response.incidents USING btree (ticket_id, created_at DESC, id DESC);

CREATE UNIQUE INDEX one_clock_per_metric ON response.sla_clocks USING btree (subject, subject_id, metric) WHERE (state <> 'cancelled'::text);

CREATE UNIQUE INDEX one_delivery_per_event ON response.deliveries USING btree (webhook_id, event_id) WHERE (event_id IS NOT NULL);

CREATE UNIQUE INDEX one_open_incident_per_ticket ON response.incidents USING btree (ticket_id) WHERE ((status = ANY (ARRAY['open'::text, 'acknowledged'::text])) OR holds_ticket);

CREATE UNIQUE INDEX one_run_at_a_time ON response.escalation_runs USING btree (incident_id) WHERE (ended_at IS NULL);

CREATE INDEX policies_by_name ON response.sla_policies USING btree (name, effective_from DESC, version DESC);

CREATE INDEX sla_clocks_by_time ON response.sla_clocks USING brin (started_at) WITH (pages_per_range='64');

CREATE INDEX sla_clocks_cancelled ON response.sla_clocks USING btree (subject, subject_id) WHERE (state = 'cancelled'::text);

CREATE INDEX sla_clocks_due ON response.sla_clocks USING btree (due_at, id) WHERE ((breach_noticed_at IS NULL) AND (state <> ALL (ARRAY['met'::text, 'cancelled'::text])));

CREATE INDEX webhooks_by_age ON response.webhooks USING btree (created_at DESC, id DESC);

CREATE INDEX incidents_by_begin ON rollup.incidents USING btree (created_at);

CREATE INDEX incidents_by_change ON rollup.incidents USING btree (updated_at);

CREATE INDEX incidents_by_end ON rollup.incidents USING btree (resolved_at);

CREATE INDEX incidents_by_opening ON rollup.incidents USING btree (opened_at);

CREATE INDEX incidents_that_are_open ON rollup.incidents USING btree (id) WHERE (status = ANY (ARRAY['open'::text, 'in_progress'::text, 'waiting'::text, 'acknowledged'::text]));

CREATE INDEX stale_days_by_day ON rollup.stale_days USING btree (kind, day);

CREATE INDEX tickets_by_begin ON rollup.tickets USING btree (created_at);

CREATE INDEX tickets_by_change ON rollup.tickets USING btree (updated_at);

CREATE INDEX tickets_by_end ON rollup.tickets USING btree (resolved_at);

CREATE INDEX tickets_that_are_open ON rollup.tickets USING btree (id) WHERE (status = ANY (ARRAY['open'::text, 'in_progress'::text, 'waiting'::text, 'acknowledged'::text]));

ALTER INDEX ledger.events_by_time ATTACH PARTITION ledger.events_default_at_idx;

ALTER INDEX ledger.events_of_an_incident ATTACH PARTITION ledger.events_default_incident_id_id_idx;

ALTER INDEX ledger.events_of_survivors ATTACH PARTITION ledger.events_default_incident_id_idx;

ALTER INDEX ledger.events_pkey ATTACH PARTITION ledger.events_default_pkey;

ALTER INDEX ledger.events_of_a_ticket ATTACH PARTITION ledger.events_default_ticket_id_id_idx;

ALTER INDEX ledger.events_in_order ATTACH PARTITION ledger.events_default_xid_id_idx;

CREATE TRIGGER revoked_tokens_stay_revoked BEFORE UPDATE ON access.tokens FOR EACH ROW WHEN (((old.revoked_at IS DISTINCT FROM new.revoked_at) AND (old.revoked_at IS NOT NULL))) EXECUTE FUNCTION access.refuse_revival();

CREATE TRIGGER tokens_are_announced AFTER INSERT OR DELETE OR UPDATE OF hash, name, role, expires_at, revoked_at ON access.tokens FOR EACH STATEMENT EXECUTE FUNCTION access.announce_tokens();

CREATE TRIGGER rulesets_are_announced AFTER INSERT ON intake.rulesets FOR EACH STATEMENT EXECUTE FUNCTION intake.announce_ruleset();

CREATE TRIGGER archived_events_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.archived_events FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

CREATE TRIGGER archives_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.archives FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

CREATE TRIGGER events_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.events FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

CREATE TRIGGER events_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.events_default FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

CREATE TRIGGER seals_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.seals FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

CREATE TRIGGER calendars_are_never_changed BEFORE DELETE OR UPDATE OR TRUNCATE ON response.sla_calendars FOR EACH STATEMENT EXECUTE FUNCTION response.refuse_change();

CREATE TRIGGER clocks_change_a_day AFTER UPDATE ON response.sla_clocks REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION rollup.mark_promises();

CREATE TRIGGER escalation_policies_are_never_changed BEFORE DELETE OR UPDATE OR TRUNCATE ON response.escalation_policies FOR EACH STATEMENT EXECUTE FUNCTION response.refuse_change();

CREATE TRIGGER escalation_rules_are_announced AFTER INSERT ON response.escalation_rules FOR EACH STATEMENT EXECUTE FUNCTION response.announce_escalation_rule();

CREATE TRIGGER escalation_rules_are_never_changed BEFORE DELETE OR UPDATE OR TRUNCATE ON response.escalation_rules FOR EACH STATEMENT EXECUTE FUNCTION response.refuse_change();

CREATE TRIGGER new_clocks_change_a_day AFTER INSERT ON response.sla_clocks REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION rollup.mark_promises();

CREATE TRIGGER policies_are_never_changed BEFORE DELETE OR UPDATE OR TRUNCATE ON response.sla_policies FOR EACH STATEMENT EXECUTE FUNCTION response.refuse_change();

CREATE TRIGGER resolution_policies_are_never_changed BEFORE DELETE OR UPDATE OR TRUNCATE ON response.resolution_policies FOR EACH STATEMENT EXECUTE FUNCTION response.refuse_change();

ALTER TABLE ONLY ledger.archived_events
    ADD CONSTRAINT archived_events_archive_fkey FOREIGN KEY (archive) REFERENCES ledger.archives(number);

ALTER TABLE ONLY response.deliveries
    ADD CONSTRAINT deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES response.webhooks(id) ON DELETE CASCADE;

ALTER TABLE ONLY response.incident_links
    ADD CONSTRAINT incident_links_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES response.incidents(id);

ALTER TABLE ONLY response.incident_links
    ADD CONSTRAINT incident_links_other_id_fkey FOREIGN KEY (other_id) REFERENCES response.incidents(id);

ALTER TABLE ONLY response.sla_policies
    ADD CONSTRAINT sla_policies_calendar_fkey FOREIGN KEY (calendar) REFERENCES response.sla_calendars(version);

GRANT USAGE ON SCHEMA access TO ticket_service;
GRANT USAGE ON SCHEMA access TO incident_service;

GRANT USAGE ON SCHEMA intake TO ticket_service;
GRANT USAGE ON SCHEMA intake TO incident_service;

GRANT USAGE ON SCHEMA ledger TO ticket_service;
GRANT USAGE ON SCHEMA ledger TO incident_service;

GRANT USAGE ON SCHEMA relay TO ticket_service;
GRANT USAGE ON SCHEMA relay TO incident_service;

GRANT USAGE ON SCHEMA report_internals TO incident_service;

GRANT USAGE ON SCHEMA reporting TO reporter;
GRANT USAGE ON SCHEMA reporting TO reporter_personal;
GRANT USAGE ON SCHEMA reporting TO incident_service;

GRANT USAGE ON SCHEMA response TO ticket_service;
GRANT USAGE ON SCHEMA response TO incident_service;

GRANT USAGE ON SCHEMA rollup TO incident_service;

GRANT SELECT,INSERT ON TABLE ledger.events TO ticket_service;
GRANT SELECT,INSERT ON TABLE ledger.events TO incident_service;

REVOKE ALL ON FUNCTION ledger.drop_month(month timestamp without time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION ledger.know_events() FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.know_events() TO incident_service;

REVOKE ALL ON FUNCTION ledger.make_month(month timestamp without time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION ledger.make_months(movable bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.make_months(movable bigint) TO incident_service;

REVOKE ALL ON FUNCTION ledger.month_table(month timestamp without time zone) FROM PUBLIC;

GRANT SELECT,INSERT ON TABLE response.sla_calendars TO incident_service;
GRANT SELECT ON TABLE response.sla_calendars TO ticket_service;

GRANT SELECT ON TABLE reporting.sla_calendars TO reporter;
GRANT SELECT ON TABLE reporting.sla_calendars TO reporter_personal;
GRANT SELECT ON TABLE reporting.sla_calendars TO incident_service;

GRANT SELECT,INSERT,UPDATE ON TABLE response.sla_clocks TO incident_service;
GRANT SELECT ON TABLE response.sla_clocks TO ticket_service;

GRANT SELECT,INSERT ON TABLE response.sla_policies TO incident_service;
GRANT SELECT ON TABLE response.sla_policies TO ticket_service;

GRANT SELECT ON TABLE reporting.sla_clocks TO reporter;
GRANT SELECT ON TABLE reporting.sla_clocks TO reporter_personal;
GRANT SELECT ON TABLE reporting.sla_clocks TO incident_service;

GRANT SELECT,INSERT,UPDATE ON TABLE intake.tickets TO ticket_service;
GRANT SELECT ON TABLE intake.tickets TO incident_service;

GRANT SELECT ON TABLE ledger.archived_events TO ticket_service;
GRANT SELECT ON TABLE ledger.archived_events TO incident_service;

GRANT SELECT ON TABLE reporting.ticket_events TO reporter;
GRANT SELECT ON TABLE reporting.ticket_events TO reporter_personal;
GRANT SELECT ON TABLE reporting.ticket_events TO incident_service;

GRANT SELECT,INSERT,UPDATE ON TABLE response.incidents TO incident_service;
GRANT SELECT ON TABLE response.incidents TO ticket_service;

GRANT SELECT ON TABLE reporting.incident_events TO reporter;
GRANT SELECT ON TABLE reporting.incident_events TO reporter_personal;
GRANT SELECT ON TABLE reporting.incident_events TO incident_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE rollup.place TO incident_service;

GRANT SELECT ON TABLE report_internals.later_events TO reporter;
GRANT SELECT ON TABLE report_internals.later_events TO reporter_personal;
GRANT SELECT ON TABLE report_internals.later_events TO incident_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE rollup.incidents TO incident_service;

GRANT SELECT ON TABLE report_internals.kept_incidents TO reporter;
GRANT SELECT ON TABLE report_internals.kept_incidents TO reporter_personal;
GRANT SELECT ON TABLE report_internals.kept_incidents TO incident_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE rollup.promise_days TO incident_service;

GRANT SELECT ON TABLE report_internals.kept_promise_days TO reporter;
GRANT SELECT ON TABLE report_internals.kept_promise_days TO reporter_personal;
GRANT SELECT ON TABLE report_internals.kept_promise_days TO incident_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE rollup.tickets TO incident_service;

GRANT SELECT ON TABLE report_internals.kept_tickets TO reporter;
GRANT SELECT ON TABLE report_internals.kept_tickets TO reporter_personal;
GRANT SELECT ON TABLE report_internals.kept_tickets TO incident_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE rollup.flow_days TO incident_service;

GRANT SELECT ON TABLE report_internals.kept_flow_days TO reporter;
GRANT SELECT ON TABLE report_internals.kept_flow_days TO reporter_personal;
GRANT SELECT ON TABLE report_internals.kept_flow_days TO incident_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE rollup.incident_days TO incident_service;

GRANT SELECT ON TABLE report_internals.kept_incident_days TO reporter;
GRANT SELECT ON TABLE report_internals.kept_incident_days TO reporter_personal;
GRANT SELECT ON TABLE report_internals.kept_incident_days TO incident_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE rollup.stale_days TO incident_service;

GRANT SELECT ON TABLE report_internals.kept_stale_days TO reporter;
GRANT SELECT ON TABLE report_internals.kept_stale_days TO reporter_personal;
GRANT SELECT ON TABLE report_internals.kept_stale_days TO incident_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE rollup.ticket_days TO incident_service;

GRANT SELECT ON TABLE report_internals.kept_ticket_days TO reporter;
GRANT SELECT ON TABLE report_internals.kept_ticket_days TO reporter_personal;
GRANT SELECT ON TABLE report_internals.kept_ticket_days TO incident_service;

REVOKE ALL ON FUNCTION report_internals.keep_days(at_most bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION report_internals.keep_days(at_most bigint) TO incident_service;

REVOKE ALL ON FUNCTION report_internals.keep_lives(at_most bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION report_internals.keep_lives(at_most bigint) TO incident_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE rollup.triage_days TO incident_service;

GRANT SELECT ON TABLE report_internals.kept_triage_days TO reporter;
GRANT SELECT ON TABLE report_internals.kept_triage_days TO reporter_personal;
GRANT SELECT ON TABLE report_internals.kept_triage_days TO incident_service;

GRANT SELECT,INSERT ON TABLE response.escalation_rules TO incident_service;
GRANT SELECT ON TABLE response.escalation_rules TO ticket_service;

GRANT SELECT ON TABLE access.tokens TO ticket_service;
GRANT SELECT ON TABLE access.tokens TO incident_service;

GRANT INSERT(hash) ON TABLE access.tokens TO incident_service;

GRANT INSERT(name) ON TABLE access.tokens TO incident_service;

GRANT INSERT(role) ON TABLE access.tokens TO incident_service;

GRANT INSERT(expires_at) ON TABLE access.tokens TO incident_service;

GRANT UPDATE(revoked_at) ON TABLE access.tokens TO incident_service;

GRANT UPDATE(last_used_at) ON TABLE access.tokens TO ticket_service;
GRANT UPDATE(last_used_at) ON TABLE access.tokens TO incident_service;

GRANT SELECT,INSERT ON TABLE intake.comments TO ticket_service;

GRANT SELECT,INSERT,DELETE ON TABLE intake.idempotency_keys TO ticket_service;

GRANT SELECT,INSERT,DELETE ON TABLE intake.kept_answers TO ticket_service;

GRANT SELECT ON TABLE intake.rulesets TO ticket_service;
GRANT SELECT ON TABLE intake.rulesets TO incident_service;

GRANT USAGE ON SEQUENCE intake.tickets_id_seq TO ticket_service;

GRANT SELECT ON TABLE ledger.archives TO ticket_service;
GRANT SELECT ON TABLE ledger.archives TO incident_service;

GRANT SELECT,INSERT ON TABLE ledger.seals TO incident_service;
GRANT SELECT ON TABLE ledger.seals TO ticket_service;

GRANT SELECT ON TABLE public.schema_migrations TO ticket_service;
GRANT SELECT ON TABLE public.schema_migrations TO incident_service;

GRANT INSERT ON TABLE relay.counted_tickets TO ticket_service;
GRANT SELECT,DELETE ON TABLE relay.counted_tickets TO incident_service;

GRANT SELECT,INSERT ON TABLE relay.escalations TO ticket_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE relay.escalations TO incident_service;

GRANT SELECT,INSERT ON TABLE relay.resolutions TO incident_service;
GRANT SELECT,DELETE,UPDATE ON TABLE relay.resolutions TO ticket_service;

GRANT SELECT ON TABLE reporting.backlog_by_day TO reporter;
GRANT SELECT ON TABLE reporting.backlog_by_day TO reporter_personal;
GRANT SELECT ON TABLE reporting.backlog_by_day TO incident_service;

GRANT SELECT ON TABLE reporting.dead_escalations TO reporter;
GRANT SELECT ON TABLE reporting.dead_escalations TO reporter_personal;
GRANT SELECT ON TABLE reporting.dead_escalations TO incident_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE response.deliveries TO incident_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE response.webhooks TO incident_service;

GRANT SELECT ON TABLE reporting.delivery_health TO reporter;
GRANT SELECT ON TABLE reporting.delivery_health TO reporter_personal;
GRANT SELECT ON TABLE reporting.delivery_health TO incident_service;

GRANT SELECT ON TABLE reporting.escalation_lag TO reporter;
GRANT SELECT ON TABLE reporting.escalation_lag TO reporter_personal;
GRANT SELECT ON TABLE reporting.escalation_lag TO incident_service;

GRANT SELECT ON TABLE reporting.first_response TO reporter;
GRANT SELECT ON TABLE reporting.first_response TO reporter_personal;
GRANT SELECT ON TABLE reporting.first_response TO incident_service;

GRANT SELECT ON TABLE reporting.incidents TO reporter;
GRANT SELECT ON TABLE reporting.incidents TO reporter_personal;
GRANT SELECT ON TABLE reporting.incidents TO incident_service;

GRANT SELECT ON TABLE reporting.mtta TO reporter;
GRANT SELECT ON TABLE reporting.mtta TO reporter_personal;
GRANT SELECT ON TABLE reporting.mtta TO incident_service;

GRANT SELECT ON TABLE reporting.mttr_resolve TO reporter;
GRANT SELECT ON TABLE reporting.mttr_resolve TO reporter_personal;
GRANT SELECT ON TABLE reporting.mttr_resolve TO incident_service;

GRANT SELECT ON TABLE reporting.personal_comments TO reporter_personal;

GRANT SELECT ON TABLE reporting.personal_events TO reporter_personal;

GRANT SELECT ON TABLE reporting.personal_incidents TO reporter_personal;

GRANT SELECT ON TABLE reporting.personal_tickets TO reporter_personal;

GRANT SELECT ON TABLE reporting.reopen_rate TO reporter;
GRANT SELECT ON TABLE reporting.reopen_rate TO reporter_personal;
GRANT SELECT ON TABLE reporting.reopen_rate TO incident_service;

GRANT SELECT ON TABLE reporting.sla_compliance TO reporter;
GRANT SELECT ON TABLE reporting.sla_compliance TO reporter_personal;
GRANT SELECT ON TABLE reporting.sla_compliance TO incident_service;

GRANT SELECT ON TABLE reporting.tickets TO reporter;
GRANT SELECT ON TABLE reporting.tickets TO reporter_personal;
GRANT SELECT ON TABLE reporting.tickets TO incident_service;

GRANT SELECT ON TABLE reporting.triage_quality TO reporter;
GRANT SELECT ON TABLE reporting.triage_quality TO reporter_personal;
GRANT SELECT ON TABLE reporting.triage_quality TO incident_service;

GRANT SELECT ON TABLE reporting.volume_by_day TO reporter;
GRANT SELECT ON TABLE reporting.volume_by_day TO reporter_personal;
GRANT SELECT ON TABLE reporting.volume_by_day TO incident_service;

GRANT SELECT ON TABLE reporting.workload TO reporter;
GRANT SELECT ON TABLE reporting.workload TO reporter_personal;
GRANT SELECT ON TABLE reporting.workload TO incident_service;

GRANT SELECT,UPDATE ON TABLE response.delivery_place TO incident_service;

GRANT SELECT,INSERT,UPDATE ON TABLE response.escalation_bursts TO incident_service;

GRANT SELECT,INSERT ON TABLE response.escalation_policies TO incident_service;

GRANT SELECT ON TABLE response.escalation_policies_in_effect TO incident_service;

GRANT SELECT,INSERT,UPDATE ON TABLE response.escalation_runs TO incident_service;

GRANT SELECT,INSERT,DELETE ON TABLE response.idempotency_keys TO incident_service;

GRANT SELECT,INSERT,DELETE ON TABLE response.incident_links TO incident_service;

GRANT SELECT ON TABLE response.incident_tickets TO ticket_service;
GRANT SELECT ON TABLE response.incident_tickets TO incident_service;

GRANT SELECT,INSERT ON TABLE response.resolution_policies TO incident_service;

GRANT SELECT,INSERT ON TABLE response.sla_failures TO incident_service;

GRANT SELECT,UPDATE ON TABLE response.sla_place TO incident_service;

GRANT SELECT,INSERT,UPDATE ON TABLE response.sla_turns TO incident_service;
