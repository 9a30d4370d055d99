-- What the migrations make of an empty database, in the words of PostgreSQL 15.
-- For readers: script/schema writes it, and nothing applies it.

CREATE ROLE incident_service LOGIN;
CREATE ROLE reporter LOGIN;
CREATE ROLE ticket_service LOGIN;

CREATE SCHEMA access;

COMMENT ON SCHEMA access IS 'Who may ask the services; written by the owner, and by the incident service for admins.';

CREATE SCHEMA intake;

COMMENT ON SCHEMA intake IS 'Tickets and what belongs to them; written by ticket_service.';

CREATE SCHEMA ledger;

COMMENT ON SCHEMA ledger IS 'Every change, append-only; inserted by both services.';

CREATE SCHEMA relay;

COMMENT ON SCHEMA relay IS 'Escalations waiting to be taken, gone once taken.';

CREATE SCHEMA reporting;

COMMENT ON SCHEMA reporting IS 'Views and nothing else; read by reporter.';

CREATE SCHEMA response;

COMMENT ON SCHEMA response IS 'Incidents and what belongs to them; written by incident_service.';

CREATE DOMAIN response.sla_target AS interval
	CONSTRAINT "a target is more than none, in hours, minutes and seconds" CHECK (((VALUE > '00:00:00'::interval) AND (EXTRACT(day FROM VALUE) = (0)::numeric) AND (date_trunc('month'::text, VALUE) = '00:00:00'::interval)));

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
);

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

CREATE FUNCTION response.announce_escalation_rule() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM pg_notify('escalation_rules', '');
  RETURN NULL;
END
$$;

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

CREATE FUNCTION response.business_windows(calendar integer, during tstzrange) RETURNS tstzmultirange
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 WITH chosen AS (
          SELECT sla_calendars.zone,
             sla_calendars.week,
             sla_calendars.holidays,
             date_trunc('day'::text, lower(business_windows.during), 'UTC'::text) AS since,
             (upper(business_windows.during) + '24:00:00'::interval) AS until
            FROM response.sla_calendars
           WHERE (sla_calendars.version = business_windows.calendar)
         ), wall AS (
          SELECT (range_agg(tsrange((monday.monday + ((lower(minutes.minutes))::double precision * '00:01:00'::interval)), (monday.monday + ((upper(minutes.minutes))::double precision * '00:01:00'::interval)))) - COALESCE(( SELECT range_agg(tsrange((day.day)::timestamp without time zone, ((day.day + 1))::timestamp without time zone)) AS range_agg
                    FROM unnest(chosen.holidays) day(day)), '{}'::tsmultirange)) AS windows
            FROM ((chosen
              CROSS JOIN LATERAL generate_series((date_trunc('week'::text, timezone('UTC'::text, chosen.since)) - '7 days'::interval), timezone('UTC'::text, chosen.until), '7 days'::interval) monday(monday))
              CROSS JOIN LATERAL unnest(chosen.week) minutes(minutes))
           GROUP BY chosen.holidays
         ), days AS (
          SELECT chosen.zone,
             day.day,
             ahead_of_utc.shift,
             lag(ahead_of_utc.shift) OVER (ORDER BY day.day) AS shift_before
            FROM ((chosen
              CROSS JOIN LATERAL generate_series(chosen.since, chosen.until, '24:00:00'::interval) day(day))
              CROSS JOIN LATERAL ( SELECT (timezone(chosen.zone, day.day) - timezone('UTC'::text, day.day)) AS shift) ahead_of_utc)
         ), shifts AS (
          SELECT days.shift,
                 CASE
                     WHEN (days.shift_before IS NULL) THEN days.day
                     ELSE ( SELECT min(quarter.quarter) AS min
                        FROM generate_series((days.day - '24:00:00'::interval), days.day, '00:15:00'::interval) quarter(quarter)
                       WHERE ((timezone(days.zone, quarter.quarter) - timezone('UTC'::text, quarter.quarter)) = days.shift))
                 END AS since
            FROM days
           WHERE (days.shift_before IS DISTINCT FROM days.shift)
         ), regimes AS (
          SELECT shifts.shift,
             tstzrange(shifts.since, lead(shifts.since) OVER (ORDER BY shifts.since)) AS regime
            FROM shifts
         )
  SELECT COALESCE(range_agg(((regimes.regime * business_windows.during) * tstzrange(timezone('UTC'::text, (lower(local_window.local_window) - regimes.shift)), timezone('UTC'::text, (upper(local_window.local_window) - regimes.shift))))), '{}'::tstzmultirange) AS "coalesce"
    FROM ((wall
      CROSS JOIN LATERAL unnest(wall.windows) local_window(local_window))
      CROSS JOIN regimes);
END;

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

CREATE FUNCTION response.sla_state(active tstzmultirange, paused tstzmultirange, due_at timestamp with time zone, at timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (due_at < CASE WHEN upper_inf(active) THEN at ELSE upper(active) END) THEN 'breached'::text WHEN (NOT upper_inf(active)) THEN 'met'::text WHEN upper_inf(paused) THEN 'paused'::text ELSE 'running'::text END;

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

ALTER TABLE intake.tickets ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME intake.tickets_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

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

CREATE VIEW reporting.daily AS
 SELECT days.day,
    count(DISTINCT tickets.id) AS tickets,
    count(DISTINCT tickets.id) FILTER (WHERE (tickets.priority = 'high'::text)) AS high_tickets,
    count(DISTINCT incidents.id) AS incidents
   FROM ((( SELECT generate_series(date_trunc('day'::text, ( SELECT min(tickets_1.created_at) AS min
                   FROM intake.tickets tickets_1), 'UTC'::text), date_trunc('day'::text, public.clock_now(), 'UTC'::text), '1 day'::interval) AS day) days
     LEFT JOIN intake.tickets tickets ON ((date_trunc('day'::text, tickets.created_at, 'UTC'::text) = days.day)))
     LEFT JOIN response.incidents incidents ON ((incidents.ticket_id = tickets.id)))
  GROUP BY days.day
  ORDER BY days.day;

COMMENT ON VIEW reporting.daily IS 'Tickets by the UTC day of their creation; empty days appear.';

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

COMMENT ON VIEW reporting.dead_escalations IS 'Escalations that failed too often and wait for somebody to look.';

CREATE VIEW reporting.events AS
 SELECT events.id,
    events.at,
    events.kind,
    events.ticket_id,
    events.incident_id,
    events.actor,
    events.request_id
   FROM ledger.events;

COMMENT ON VIEW reporting.events IS 'The ledger without the contents of the changes.';

CREATE VIEW reporting.incidents AS
 SELECT incidents.id,
    incidents.ticket_id,
    incidents.title,
    incidents.severity,
    incidents.status,
    incidents.assignee,
    incidents.escalatable_at,
    incidents.created_at,
    incidents.acknowledged_at,
    incidents.resolved_at,
    (incidents.created_at - incidents.escalatable_at) AS escalation_lag,
    (incidents.acknowledged_at - incidents.created_at) AS time_to_acknowledge,
    (incidents.resolved_at - incidents.created_at) AS time_to_resolve,
    incidents.merged_into
   FROM response.incidents;

COMMENT ON VIEW reporting.incidents IS 'A row per incident with its three durations; those that have not ended are NULL. A merged incident has none but the lag: its times are those of the survivor.';

CREATE VIEW reporting.tickets AS
 SELECT tickets.id,
    tickets.title,
    tickets.category,
    tickets.priority,
    tickets.status,
    tickets.triage_decided_by,
    tickets.triage_ruleset,
    tickets.created_at,
    tickets.updated_at,
    tickets.requester,
    tickets.assignee,
    tickets.tags
   FROM intake.tickets;

COMMENT ON VIEW reporting.tickets IS 'A row per ticket, without its description.';

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

ALTER TABLE response.webhooks ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME response.webhooks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

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

ALTER TABLE ONLY ledger.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);

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

CREATE INDEX events_in_order ON ledger.events USING btree (xid, id);

CREATE INDEX events_of_a_ticket ON ledger.events USING btree (ticket_id, id) WHERE (ticket_id IS NOT NULL);

CREATE INDEX events_of_an_incident ON ledger.events USING btree (incident_id, id) WHERE (incident_id IS NOT NULL);

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

CREATE INDEX sla_clocks_due ON response.sla_clocks USING btree (due_at, id) WHERE ((breach_noticed_at IS NULL) AND (state <> ALL (ARRAY['met'::text, 'cancelled'::text])));

CREATE INDEX webhooks_by_age ON response.webhooks USING btree (created_at DESC, id DESC);

CREATE TRIGGER revoked_tokens_stay_revoked BEFORE UPDATE ON access.tokens FOR EACH ROW WHEN (((old.revoked_at IS DISTINCT FROM new.revoked_at) AND (old.revoked_at IS NOT NULL))) EXECUTE FUNCTION access.refuse_revival();

CREATE TRIGGER tokens_are_announced AFTER INSERT OR DELETE OR UPDATE OF hash, name, role, expires_at, revoked_at ON access.tokens FOR EACH STATEMENT EXECUTE FUNCTION access.announce_tokens();

CREATE TRIGGER rulesets_are_announced AFTER INSERT ON intake.rulesets FOR EACH STATEMENT EXECUTE FUNCTION intake.announce_ruleset();

CREATE TRIGGER events_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.events FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

CREATE TRIGGER seals_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.seals FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

CREATE TRIGGER calendars_are_never_changed BEFORE DELETE OR UPDATE OR TRUNCATE ON response.sla_calendars FOR EACH STATEMENT EXECUTE FUNCTION response.refuse_change();

CREATE TRIGGER escalation_policies_are_never_changed BEFORE DELETE OR UPDATE OR TRUNCATE ON response.escalation_policies FOR EACH STATEMENT EXECUTE FUNCTION response.refuse_change();

CREATE TRIGGER escalation_rules_are_announced AFTER INSERT ON response.escalation_rules FOR EACH STATEMENT EXECUTE FUNCTION response.announce_escalation_rule();

CREATE TRIGGER escalation_rules_are_never_changed BEFORE DELETE OR UPDATE OR TRUNCATE ON response.escalation_rules FOR EACH STATEMENT EXECUTE FUNCTION response.refuse_change();

CREATE TRIGGER policies_are_never_changed BEFORE DELETE OR UPDATE OR TRUNCATE ON response.sla_policies FOR EACH STATEMENT EXECUTE FUNCTION response.refuse_change();

CREATE TRIGGER resolution_policies_are_never_changed BEFORE DELETE OR UPDATE OR TRUNCATE ON response.resolution_policies FOR EACH STATEMENT EXECUTE FUNCTION response.refuse_change();

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

GRANT USAGE ON SCHEMA reporting TO reporter;

GRANT USAGE ON SCHEMA response TO ticket_service;
GRANT USAGE ON SCHEMA response TO incident_service;

GRANT SELECT,INSERT ON TABLE ledger.events TO ticket_service;
GRANT SELECT,INSERT ON TABLE ledger.events TO incident_service;

GRANT SELECT,INSERT ON TABLE response.sla_calendars TO incident_service;
GRANT SELECT ON TABLE response.sla_calendars TO ticket_service;

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

GRANT SELECT,INSERT,UPDATE ON TABLE intake.tickets TO ticket_service;
GRANT SELECT ON TABLE intake.tickets TO incident_service;

GRANT USAGE ON SEQUENCE intake.tickets_id_seq TO ticket_service;

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

GRANT SELECT,INSERT,UPDATE ON TABLE response.incidents TO incident_service;
GRANT SELECT ON TABLE response.incidents TO ticket_service;

GRANT SELECT ON TABLE reporting.daily TO reporter;

GRANT SELECT ON TABLE reporting.dead_escalations TO reporter;

GRANT SELECT ON TABLE reporting.events TO reporter;

GRANT SELECT ON TABLE reporting.incidents TO reporter;

GRANT SELECT ON TABLE reporting.tickets TO reporter;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE response.deliveries TO incident_service;

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

GRANT SELECT,INSERT,UPDATE ON TABLE response.sla_clocks TO incident_service;
GRANT SELECT ON TABLE response.sla_clocks TO ticket_service;

GRANT SELECT,INSERT ON TABLE response.sla_failures TO incident_service;

GRANT SELECT,UPDATE ON TABLE response.sla_place TO incident_service;

GRANT SELECT,INSERT ON TABLE response.sla_policies TO incident_service;
GRANT SELECT ON TABLE response.sla_policies TO ticket_service;

GRANT SELECT,INSERT,UPDATE ON TABLE response.sla_turns TO incident_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE response.webhooks TO incident_service;
