-- What reports have in common, worked out beforehand: what became of each ticket and incident, and
-- the figures of each day. Views read it in place of the ledger wherever nothing has happened
-- since, so it decides how soon an answer comes, and never what it is. It is made in the background
-- by report_internals.keep(), which stands with the views, by the definitions of the views.

-- What a report costs is overestimated, and to compile one takes longer than to run it.
DO $$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
END
$$;

CREATE SCHEMA rollup;
COMMENT ON SCHEMA rollup IS 'What views would work out, kept. All of it can be made again.';

-- Up to which event, in the order of the feed, lives are kept; and by which definitions.
CREATE TABLE rollup.place (
  one boolean PRIMARY KEY DEFAULT true,
  xid xid8 NOT NULL DEFAULT '0',
  id bigint NOT NULL DEFAULT 0,
  definitions text NOT NULL DEFAULT '',
  CONSTRAINT "there is one place" CHECK (one)
);
INSERT INTO rollup.place DEFAULT VALUES;
COMMENT ON TABLE rollup.place IS 'How far the ledger has been worked out.';
COMMENT ON COLUMN rollup.place.definitions IS
  'A digest of the definitions; where it is another one, everything is made again.';

-- As report_internals.ticket_lives_in_ledger() says, by every event up to the place, or later.
CREATE TABLE rollup.tickets (
  id bigint PRIMARY KEY,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  status text,
  category text,
  first_category text,
  priority text,
  first_priority text,
  assignee text,
  source text,
  decided_by text,
  ruleset integer,
  first_response_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  times_resolved bigint NOT NULL,
  times_reopened bigint NOT NULL,
  first_response_seconds float8,
  first_response_business_seconds float8,
  resolution_seconds float8,
  resolution_business_seconds float8
);
COMMENT ON TABLE rollup.tickets IS 'What became of each ticket, by all of its events.';

CREATE INDEX tickets_by_begin ON rollup.tickets (created_at);
CREATE INDEX tickets_by_change ON rollup.tickets (updated_at);
CREATE INDEX tickets_by_end ON rollup.tickets (resolved_at);
CREATE INDEX tickets_that_are_open ON rollup.tickets (id)
  WHERE status IN ('open', 'in_progress', 'waiting', 'acknowledged');

-- As report_internals.incident_lives_in_ledger() says.
CREATE TABLE rollup.incidents (
  id bigint PRIMARY KEY,
  ticket_id bigint,
  opened_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  status text,
  severity text,
  first_severity text,
  assignee text,
  rule text,
  rule_version integer,
  escalatable_at timestamptz,
  acknowledged_at timestamptz,
  resolved_at timestamptz,
  merged_into bigint,
  times_resolved bigint NOT NULL,
  times_reopened bigint NOT NULL,
  escalation_lag_seconds float8,
  acknowledge_seconds float8,
  acknowledge_business_seconds float8,
  resolve_seconds float8,
  resolve_business_seconds float8
);
COMMENT ON TABLE rollup.incidents IS 'What became of each incident, by all of its events.';

CREATE INDEX incidents_by_begin ON rollup.incidents (created_at);
CREATE INDEX incidents_by_opening ON rollup.incidents (opened_at);
CREATE INDEX incidents_by_change ON rollup.incidents (updated_at);
CREATE INDEX incidents_by_end ON rollup.incidents (resolved_at);
CREATE INDEX incidents_that_are_open ON rollup.incidents (id)
  WHERE status IN ('open', 'in_progress', 'waiting', 'acknowledged');

-- What is said of many values: how many there are, and of those that are known the rest.
CREATE TYPE rollup.summary AS (
  n bigint, mean float8, median float8, p75 float8, p90 float8, p95 float8, p99 float8, max float8
);

-- A day of UTC each. Of those that wait for somebody the begin of the oldest is kept, because its
-- age is another one every time.
CREATE TABLE rollup.flow_days (
  day date PRIMARY KEY,
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

CREATE TABLE rollup.ticket_days (
  day date,
  level text,
  response rollup.summary NOT NULL,
  response_business rollup.summary NOT NULL,
  unanswered bigint NOT NULL,
  oldest_unanswered timestamptz,
  reopened rollup.summary NOT NULL,
  PRIMARY KEY (day, level)
);
COMMENT ON TABLE rollup.ticket_days IS 'By day of creation and priority.';

CREATE TABLE rollup.triage_days (
  day date,
  category text,
  triaged bigint NOT NULL,
  by_default bigint NOT NULL,
  kept bigint NOT NULL,
  corrected_into bigint NOT NULL,
  priority_corrected bigint NOT NULL,
  PRIMARY KEY (day, category)
);
COMMENT ON TABLE rollup.triage_days IS 'By day of creation and category.';

CREATE TABLE rollup.incident_days (
  day date,
  level text,
  lag rollup.summary NOT NULL,
  acknowledged rollup.summary NOT NULL,
  acknowledged_business rollup.summary NOT NULL,
  unacknowledged bigint NOT NULL,
  oldest_unacknowledged timestamptz,
  resolved rollup.summary NOT NULL,
  resolved_business rollup.summary NOT NULL,
  reopened rollup.summary NOT NULL,
  PRIMARY KEY (day, level)
);
COMMENT ON TABLE rollup.incident_days IS 'By day on which they began, or were opened: severities.';

CREATE TABLE rollup.promise_days (
  day date,
  subject text,
  metric text,
  met bigint NOT NULL,
  breached bigint NOT NULL,
  left_out bigint NOT NULL,
  -- From then on the row is wrong, unless something happens before.
  next_due timestamptz,
  PRIMARY KEY (day, subject, metric)
);
COMMENT ON TABLE rollup.promise_days IS 'By day of the promise: kinds of promises.';

-- The days whose figures have changed since they were kept: of flow, ticket, incident, promise.
-- Any number of marks for a day, so that nobody waits for another one to make his; who makes the
-- figures again first takes off those that he sees.
CREATE TABLE rollup.stale_days (
  kind text NOT NULL,
  day date NOT NULL
);
CREATE INDEX stale_days_by_day ON rollup.stale_days (kind, day);
COMMENT ON TABLE rollup.stale_days IS 'Whose figures are to be made again.';

-- Clocks change in the background only, many by one statement: so this costs intake nothing.
CREATE FUNCTION rollup.mark_promises() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog
AS $$
BEGIN
  INSERT INTO rollup.stale_days (kind, day)
  SELECT DISTINCT 'promise', timezone('UTC', started_at)::date
  FROM changed;
  RETURN NULL;
END
$$;

CREATE TRIGGER new_clocks_change_a_day
  AFTER INSERT ON response.sla_clocks
  REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION rollup.mark_promises();
CREATE TRIGGER clocks_change_a_day
  AFTER UPDATE ON response.sla_clocks
  REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION rollup.mark_promises();

GRANT USAGE ON SCHEMA rollup TO incident_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA rollup TO incident_service;
