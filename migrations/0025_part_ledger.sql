-- The ledger in months, so that an old one can be archived as a whole. docs/audit.md says how.
--
-- A table cannot become one that has parts: the events move to another one of the same name, with
-- everything that they are. What depends on its type is made again as 0021 has it, and the views
-- are made again as always.

DROP SCHEMA IF EXISTS reporting CASCADE;
DROP SCHEMA IF EXISTS report_internals CASCADE;
DROP FUNCTION ledger.digest;
DROP FUNCTION ledger.canonical;

CREATE SCHEMA moving;
ALTER TABLE ledger.events SET SCHEMA moving;

CREATE TABLE ledger.events (
  LIKE moving.events INCLUDING ALL EXCLUDING INDEXES
) PARTITION BY RANGE (at);

COMMENT ON TABLE ledger.events IS
  'Every change, append-only: a part per month (UTC), and one for what has no month yet.';

GRANT SELECT, INSERT ON ledger.events TO ticket_service, incident_service;

-- Whatever the clock says and whoever forgot to make a month: no event is refused.
CREATE TABLE ledger.events_default (
  LIKE ledger.events INCLUDING ALL EXCLUDING IDENTITY EXCLUDING INDEXES
);
ALTER TABLE ledger.events ATTACH PARTITION ledger.events_default DEFAULT;

-- A trigger of the whole is not one of its parts: each has its own.
CREATE TRIGGER events_are_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.events
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER events_are_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.events_default
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- The part of a month, by its beginning in UTC.
CREATE FUNCTION ledger.month_table(month timestamp) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN 'events_' || to_char(month, 'YYYY_MM');

-- Makes the part of a month, with what waits for it in the default one.
--
-- To attach a part locks the default one, which is empty or small, against everybody for a moment,
-- and the whole not at all: who writes to another month goes on writing. Only where something has
-- to be moved do writers wait, because what is on its way to the default part would be refused
-- when it arrives there. Readers see each event once: before in the one part, after in the other.
CREATE FUNCTION ledger.make_month(month timestamp) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
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
$$;

-- Makes the parts of this month and of the next two, and of every month of which there are events
-- in the default part, and says how many. Where there are more than `movable` of one, they stay:
-- to move many takes long. One at a time does it; who comes meanwhile leaves it to that one. It
-- waits for no lock longer than its time-out, so that nobody who asks behind it does.
CREATE FUNCTION ledger.make_months(movable bigint DEFAULT 10000) RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
  SET lock_timeout = '200ms'
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

COMMENT ON FUNCTION ledger.make_months IS
  'Makes the parts of the ledger for this month and the next two, and moves what waits for one.';

-- What the planner knows of the whole. Autovacuum looks at each part, and never at the whole.
CREATE FUNCTION ledger.know_events() RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
  SET lock_timeout = '200ms'
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

COMMENT ON FUNCTION ledger.know_events IS 'Analyzes the ledger as a whole, at most once a day.';

REVOKE ALL ON FUNCTION
  ledger.make_month, ledger.make_months, ledger.know_events, ledger.month_table FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.make_months, ledger.know_events TO incident_service;

-- The events move. Indexes are made behind them, which is faster.
DO $$
DECLARE
  month timestamp;
BEGIN
  FOR month IN
    SELECT DISTINCT date_trunc('month', timezone('UTC', at)) AS began
    FROM moving.events
    ORDER BY began
  LOOP
    PERFORM ledger.make_month(month);
  END LOOP;
  PERFORM ledger.make_months();
END
$$;

INSERT INTO ledger.events
  (id, xid, at, kind, ticket_id, incident_id, actor, request_id, traceparent, before, after,
    address)
OVERRIDING SYSTEM VALUE
SELECT id, xid, at, kind, ticket_id, incident_id, actor, request_id, traceparent, before, after,
  address
FROM moving.events;

SELECT setval('ledger.events_id_seq', last_value, is_called) FROM moving.events_id_seq;

DROP TABLE moving.events;
DROP SCHEMA moving;

-- Those of 0002, 0012 and 0023, which say what they are for.
ALTER TABLE ledger.events ADD PRIMARY KEY (id, at);
CREATE INDEX events_of_a_ticket ON ledger.events (ticket_id, id) WHERE ticket_id IS NOT NULL;
CREATE INDEX events_of_an_incident ON ledger.events (incident_id, id)
  WHERE incident_id IS NOT NULL;
CREATE INDEX events_in_order ON ledger.events (xid, id);
CREATE INDEX events_by_time ON ledger.events USING brin (at) WITH (pages_per_range = 64);
CREATE INDEX events_of_survivors ON ledger.events (incident_id)
  WHERE kind = 'incident.absorbed';

ANALYZE ledger.events;

-- As 0021 has them.
CREATE FUNCTION ledger.canonical(event ledger.events) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN jsonb_build_object(
    'at', to_char((event).at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'kind', (event).kind,
    'ticket_id', (event).ticket_id,
    'incident_id', (event).incident_id,
    'actor', (event).actor,
    'address', host((event).address),
    'request_id', (event).request_id,
    'traceparent', (event).traceparent,
    'before', (event).before,
    'after', (event).after)::text;

COMMENT ON FUNCTION ledger.canonical IS 'What an event says, as one line that never differs.';

CREATE FUNCTION ledger.digest(event ledger.events) RETURNS bytea
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN sha256(convert_to(ledger.canonical(event) || E'\n', 'UTF8'));

COMMENT ON FUNCTION ledger.digest IS 'The SHA-256 of the canonical form and a line feed.';

-- What was archived, of which docs/audit.md tells.
CREATE TABLE ledger.archives (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  month date NOT NULL,
  events bigint NOT NULL,
  first_xid xid8 NOT NULL,
  first_id bigint NOT NULL,
  last_xid xid8 NOT NULL,
  last_id bigint NOT NULL,
  file text NOT NULL,
  sha256 bytea NOT NULL,
  archived_at timestamptz NOT NULL DEFAULT public.clock_now(),
  archived_by text NOT NULL DEFAULT session_user,
  CONSTRAINT "a file is written once" UNIQUE (file),
  CONSTRAINT "an archive has events" CHECK (events > 0)
);

COMMENT ON TABLE ledger.archives IS 'A row per month that was moved to a file. Append-only.';
COMMENT ON COLUMN ledger.archives.first_xid IS 'The place of its first event in the feed.';
COMMENT ON COLUMN ledger.archives.last_xid IS 'The place of its last one.';
COMMENT ON COLUMN ledger.archives.sha256 IS 'What sha256sum says of the file.';

-- Of an archived event, what reporting.ticket_events and reporting.incident_events say of it.
CREATE TABLE ledger.archived_events (
  id bigint PRIMARY KEY,
  xid xid8 NOT NULL,
  at timestamptz NOT NULL,
  archive bigint NOT NULL REFERENCES ledger.archives,
  kind text NOT NULL,
  ticket_id bigint,
  incident_id bigint,
  status text, status_before text,
  category text, category_before text,
  priority text, priority_before text,
  severity text, severity_before text,
  assignee text, sets_assignee boolean,
  source text, decided_by text, ruleset integer,
  visibility text, is_answer boolean,
  acknowledged_at timestamptz, resolved_at timestamptz, created_at timestamptz,
  merged_into bigint, absorbed bigint,
  rule_version integer, rule text, escalatable_at timestamptz,
  backlog_change integer, sla_metric text
);

COMMENT ON TABLE ledger.archived_events IS
  'What reports need of the events in archives: no text, no actor, no address. Append-only.';

CREATE INDEX archived_events_in_order ON ledger.archived_events (xid, id);
CREATE INDEX archived_events_of_a_ticket ON ledger.archived_events (ticket_id, id)
  WHERE ticket_id IS NOT NULL;
CREATE INDEX archived_events_of_an_incident ON ledger.archived_events (incident_id, id)
  WHERE incident_id IS NOT NULL;
CREATE INDEX archived_events_of_survivors ON ledger.archived_events (incident_id)
  WHERE kind = 'incident.absorbed';
CREATE INDEX archived_events_by_time ON ledger.archived_events USING brin (at)
  WITH (pages_per_range = 64);

CREATE TRIGGER archives_are_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.archives
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER archived_events_are_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.archived_events
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

GRANT SELECT ON ledger.archives, ledger.archived_events TO ticket_service, incident_service;

-- Takes the part of a month away, as soon as nobody reads the ledger; false where somebody does for
-- half a minute. It stands before others for a fifth of a second at most.
CREATE FUNCTION ledger.drop_month(month timestamp) RETURNS boolean
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
  SET lock_timeout = '200ms'
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

REVOKE ALL ON FUNCTION ledger.drop_month FROM PUBLIC;
