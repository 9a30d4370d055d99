-- What became of each ticket and each incident, for reports: as views_2_lives.sql says, and read
-- from where it is kept wherever that is still true.

-- What is kept. Who asks a report reads it, as he reads the ledger, by these views alone.
CREATE VIEW report_internals.kept_tickets AS
SELECT
  id, created_at, updated_at, status, category, first_category, priority, first_priority, assignee,
  source, decided_by, ruleset, first_response_at, resolved_at, closed_at, times_resolved,
  times_reopened, first_response_seconds, first_response_business_seconds, resolution_seconds,
  resolution_business_seconds
FROM rollup.tickets;

CREATE VIEW report_internals.kept_incidents AS
SELECT
  id, ticket_id, opened_at, created_at, updated_at, status, severity, first_severity, assignee,
  rule, rule_version, escalatable_at, acknowledged_at, resolved_at, merged_into, times_resolved,
  times_reopened, escalation_lag_seconds, acknowledge_seconds, acknowledge_business_seconds,
  resolve_seconds, resolve_business_seconds
FROM rollup.incidents;

-- What has happened since lives were kept: by index, because how few they are cannot be guessed.
CREATE VIEW report_internals.later_events AS
SELECT event.xid, event.id, event.ticket_id, event.incident_id, event.at
FROM (
  SELECT xid, id, ticket_id, incident_id, at FROM ledger.events
  UNION ALL
  SELECT xid, id, ticket_id, incident_id, at FROM ledger.archived_events
) AS event
WHERE (event.xid, event.id) > ((SELECT xid FROM rollup.place), (SELECT id FROM rollup.place));

CREATE FUNCTION report_internals.fresh_events()
  RETURNS TABLE (ticket_id bigint, incident_id bigint, at timestamptz)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 50
  SET enable_seqscan = off
BEGIN ATOMIC
  SELECT ticket_id, incident_id, at FROM report_internals.later_events ORDER BY xid, id;
END;

CREATE FUNCTION report_internals.fresh_tickets() RETURNS SETOF bigint
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 50
BEGIN ATOMIC
  SELECT DISTINCT ticket_id
  FROM report_internals.fresh_events()
  WHERE ticket_id IS NOT NULL
    AND incident_id IS NULL;
END;

CREATE FUNCTION report_internals.fresh_incidents() RETURNS SETOF bigint
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 50
BEGIN ATOMIC
  SELECT DISTINCT incident_id
  FROM report_internals.fresh_events()
  WHERE incident_id IS NOT NULL;
END;

-- Whose kept life is not the one of that instant: planned on its own, as what has a setting is.
-- IS TRUE, because the other condition is the one to look for: now nothing fulfills it.
CREATE FUNCTION report_internals.other_tickets(as_of timestamptz) RETURNS SETOF bigint
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
  SET jit = off
BEGIN ATOMIC
  SELECT fresh
  FROM report_internals.fresh_tickets() AS fresh
  UNION
  SELECT id
  FROM report_internals.kept_tickets
  WHERE updated_at > as_of
    AND (created_at <= as_of) IS TRUE;
END;

CREATE FUNCTION report_internals.other_incidents(as_of timestamptz) RETURNS SETOF bigint
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
  SET jit = off
BEGIN ATOMIC
  SELECT fresh
  FROM report_internals.fresh_incidents() AS fresh
  UNION
  SELECT id
  FROM report_internals.kept_incidents
  WHERE updated_at > as_of
    AND (created_at <= as_of) IS TRUE;
END;

-- Of the others as a list, and not by a join: whatever is estimated, only their lives are worked
-- out, and not those of all.
CREATE FUNCTION report_internals.ticket_lives(as_of timestamptz)
  RETURNS TABLE (
    id bigint, created_at timestamptz, updated_at timestamptz, status text,
    category text, first_category text, priority text, first_priority text, assignee text,
    source text, decided_by text, ruleset integer, first_response_at timestamptz,
    resolved_at timestamptz, closed_at timestamptz, times_resolved bigint, times_reopened bigint,
    first_response_seconds float8, first_response_business_seconds float8,
    resolution_seconds float8, resolution_business_seconds float8)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    kept.id, kept.created_at, kept.updated_at, kept.status, kept.category, kept.first_category,
    kept.priority, kept.first_priority, kept.assignee, kept.source, kept.decided_by, kept.ruleset,
    kept.first_response_at, kept.resolved_at, kept.closed_at, kept.times_resolved,
    kept.times_reopened, kept.first_response_seconds, kept.first_response_business_seconds,
    kept.resolution_seconds, kept.resolution_business_seconds
  FROM report_internals.kept_tickets AS kept
  WHERE kept.updated_at <= as_of
    AND NOT EXISTS (SELECT FROM report_internals.fresh_tickets() AS fresh WHERE fresh = kept.id)
  UNION ALL
  SELECT
    life.id, life.created_at, life.updated_at, life.status, life.category, life.first_category,
    life.priority, life.first_priority, life.assignee, life.source, life.decided_by, life.ruleset,
    life.first_response_at, life.resolved_at, life.closed_at, life.times_resolved,
    life.times_reopened, life.first_response_seconds, life.first_response_business_seconds,
    life.resolution_seconds, life.resolution_business_seconds
  FROM report_internals.ticket_lives_in_ledger(as_of) AS life
  WHERE life.id = ANY (ARRAY(SELECT report_internals.other_tickets(as_of)));
END;

CREATE FUNCTION report_internals.incident_lives(as_of timestamptz)
  RETURNS TABLE (
    id bigint, ticket_id bigint, opened_at timestamptz, created_at timestamptz,
    updated_at timestamptz, status text, severity text, first_severity text, assignee text,
    rule text, rule_version integer, escalatable_at timestamptz, acknowledged_at timestamptz,
    resolved_at timestamptz, merged_into bigint, times_resolved bigint, times_reopened bigint,
    escalation_lag_seconds float8, acknowledge_seconds float8, acknowledge_business_seconds float8,
    resolve_seconds float8, resolve_business_seconds float8)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    kept.id, kept.ticket_id, kept.opened_at, kept.created_at, kept.updated_at, kept.status,
    kept.severity, kept.first_severity, kept.assignee, kept.rule, kept.rule_version,
    kept.escalatable_at, kept.acknowledged_at, kept.resolved_at, kept.merged_into,
    kept.times_resolved, kept.times_reopened, kept.escalation_lag_seconds, kept.acknowledge_seconds,
    kept.acknowledge_business_seconds, kept.resolve_seconds, kept.resolve_business_seconds
  FROM report_internals.kept_incidents AS kept
  WHERE kept.updated_at <= as_of
    AND NOT EXISTS (SELECT FROM report_internals.fresh_incidents() AS fresh WHERE fresh = kept.id)
  UNION ALL
  SELECT
    life.id, life.ticket_id, life.opened_at, life.created_at, life.updated_at, life.status,
    life.severity, life.first_severity, life.assignee, life.rule, life.rule_version,
    life.escalatable_at, life.acknowledged_at, life.resolved_at, life.merged_into,
    life.times_resolved, life.times_reopened, life.escalation_lag_seconds, life.acknowledge_seconds,
    life.acknowledge_business_seconds, life.resolve_seconds, life.resolve_business_seconds
  FROM report_internals.incident_lives_in_ledger(as_of) AS life
  WHERE life.id = ANY (ARRAY(SELECT report_internals.other_incidents(as_of)));
END;

-- How old what is open was at an instant; NULL where it is not open.
CREATE FUNCTION report_internals.age(status text, created_at timestamptz, as_of timestamptz)
  RETURNS float8
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN report_internals.is_open(status)
    THEN report_internals.seconds(created_at, as_of) END;
