-- What is kept for reports is made here: by whoever keeps it in the background, a batch at a time,
-- one at a time. What a reader sees is true at every moment in between.

-- The days on which these tickets and incidents count are to be made again.
CREATE FUNCTION report_internals.mark_days(of_tickets bigint[], of_incidents bigint[]) RETURNS void
  LANGUAGE sql
BEGIN ATOMIC
  INSERT INTO rollup.stale_days (kind, day)
  SELECT 'ticket', timezone('UTC', created_at)::date
  FROM rollup.tickets
  WHERE id = ANY (of_tickets)
  UNION
  SELECT 'incident', timezone('UTC', counted.at)::date
  FROM rollup.incidents
  CROSS JOIN LATERAL (VALUES (created_at), (opened_at)) AS counted (at)
  WHERE id = ANY (of_incidents);
END;

-- Works out the lives to which the next events belong, and returns how many events there were. No
-- further than SLA clocks have followed: a life says business time by its first clock.
CREATE FUNCTION report_internals.keep_lives(at_most bigint) RETURNS bigint
  LANGUAGE plpgsql SET search_path = pg_catalog
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

-- What is kept of a day of each kind, and what works it out.
CREATE FUNCTION report_internals.day_kinds() RETURNS TABLE (kind text, days text, source text)
  LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
  SELECT kind, days, source
  FROM (
    VALUES
      ('flow', 'flow_days', 'flows'), ('ticket', 'ticket_days', 'ticket_figures'),
      ('ticket', 'triage_days', 'triage_figures'),
      ('incident', 'incident_days', 'incident_figures'),
      ('promise', 'promise_days', 'promise_figures')
  ) AS kept (kind, days, source);
END;

-- Works out the figures of the first days that are stale, of one kind, and returns how many there
-- were. A day to which something has happened since is left until that has been worked out.
CREATE FUNCTION report_internals.keep_days(at_most bigint) RETURNS bigint
  LANGUAGE plpgsql SET search_path = pg_catalog
AS $$
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
$$;

-- What is kept otherwise than the ledger says, and would be taken by a report: a line for each
-- ticket and incident, and for each day. There is none, unless somebody has changed something.
CREATE FUNCTION report_internals.wrong_lives() RETURNS SETOF text
  LANGUAGE plpgsql STABLE
AS $$
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
$$;

CREATE FUNCTION report_internals.wrong_days() RETURNS SETOF text
  LANGUAGE plpgsql STABLE
AS $$
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
$$;

REVOKE ALL ON FUNCTION report_internals.keep_lives, report_internals.keep_days FROM PUBLIC;
GRANT USAGE ON SCHEMA report_internals TO incident_service;
GRANT EXECUTE ON FUNCTION report_internals.keep_lives, report_internals.keep_days
  TO incident_service;

-- Who asks a view asks these with his own rights. The incident service, which keeps all this, may
-- read what it works out from.
DO $$
DECLARE
  kept record;
BEGIN
  FOR kept IN
    SELECT reader, relname AS view
    FROM unnest(ARRAY['reporter', 'reporter_personal', 'incident_service']) AS reader
    CROSS JOIN pg_class
    WHERE relnamespace = 'report_internals'::regnamespace AND relkind = 'v'
  LOOP
    EXECUTE format('GRANT SELECT ON report_internals.%I TO %I', kept.view, kept.reader);
  END LOOP;
END
$$;

-- What was kept by other definitions is made again.
DO $$
DECLARE
  digest text := (
    SELECT md5(string_agg(definition, E'\n' ORDER BY definition))
    FROM (
      SELECT pg_get_functiondef(oid) AS definition
      FROM pg_proc
      WHERE pronamespace = 'report_internals'::regnamespace
      UNION ALL
      SELECT pg_get_viewdef(oid)
      FROM pg_class
      WHERE relnamespace = ANY ('{reporting,report_internals}'::regnamespace[]) AND relkind = 'v'
    ) AS definitions
  );
BEGIN
  IF digest IS DISTINCT FROM (SELECT definitions FROM rollup.place) THEN
    TRUNCATE rollup.tickets, rollup.incidents, rollup.flow_days, rollup.ticket_days,
      rollup.triage_days, rollup.incident_days, rollup.promise_days, rollup.stale_days;
    UPDATE rollup.place SET xid = '0', id = 0, definitions = digest;
  END IF;
END
$$;
