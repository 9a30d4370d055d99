-- The figures of each day: kept ones where nothing has happened since, and else as views_3_sums.sql
-- says.

-- What is kept.
CREATE VIEW report_internals.kept_stale_days AS
SELECT kind, day
FROM rollup.stale_days;

CREATE VIEW report_internals.kept_flow_days AS
SELECT day, tickets_created, tickets_reopened, tickets_opened, tickets_closed,
  incidents_created, incidents_reopened, incidents_opened, incidents_closed, incidents_merged
FROM rollup.flow_days;

CREATE VIEW report_internals.kept_ticket_days AS
SELECT day, level, response, response_business, unanswered, oldest_unanswered, reopened
FROM rollup.ticket_days;

CREATE VIEW report_internals.kept_triage_days AS
SELECT day, category, triaged, by_default, kept, corrected_into, priority_corrected
FROM rollup.triage_days;

CREATE VIEW report_internals.kept_incident_days AS
SELECT day, level, lag, acknowledged, acknowledged_business, unacknowledged,
  oldest_unacknowledged, resolved, resolved_business, reopened
FROM rollup.incident_days;

CREATE VIEW report_internals.kept_promise_days AS
SELECT day, subject, metric, met, breached, left_out, next_due
FROM rollup.promise_days;

-- The days on which tickets and incidents count that something has happened to since their lives
-- were kept, where they counted then and where they count now.
CREATE FUNCTION report_internals.fresh_days(of text) RETURNS SETOF date
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
  SET jit = off
BEGIN ATOMIC
  SELECT timezone('UTC', at)::date
  FROM report_internals.fresh_events()
  WHERE of = 'flow'
  UNION
  SELECT timezone('UTC', kept.created_at)::date
  FROM report_internals.fresh_tickets() AS fresh
  JOIN report_internals.kept_tickets AS kept ON kept.id = fresh
  WHERE of = 'ticket'
  UNION
  SELECT timezone('UTC', event.at)::date
  FROM report_internals.fresh_tickets() AS fresh
  JOIN reporting.ticket_events AS event ON event.ticket_id = fresh
  WHERE of = 'ticket'
    AND event.kind = 'ticket.created'
  UNION
  SELECT timezone('UTC', counted.at)::date
  FROM report_internals.fresh_incidents() AS fresh
  JOIN report_internals.kept_incidents AS kept ON kept.id = fresh
  CROSS JOIN LATERAL (VALUES (kept.created_at), (kept.opened_at)) AS counted (at)
  WHERE of = 'incident'
  UNION
  SELECT timezone('UTC', counted.at)::date
  FROM report_internals.fresh_incidents() AS fresh
  JOIN report_internals.incident_starts('infinity') AS life ON life.incident_id = fresh
  CROSS JOIN LATERAL (VALUES (life.created_at), (life.at)) AS counted (at)
  WHERE of = 'incident'
  UNION
  SELECT day
  FROM report_internals.kept_promise_days
  WHERE of = 'promise'
    AND next_due < public.clock_now();
END;

-- The days whose figures are not kept, or not as they are now.
CREATE FUNCTION report_internals.stale_days(of text) RETURNS SETOF date
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
  SET jit = off
BEGIN ATOMIC
  SELECT day FROM report_internals.kept_stale_days WHERE kind = of
  UNION
  SELECT fresh FROM report_internals.fresh_days(of) AS fresh
  UNION
  SELECT day
  FROM report_internals.days()
  WHERE NOT EXISTS (
      SELECT
      FROM (
        SELECT day FROM report_internals.kept_flow_days WHERE of = 'flow'
        UNION ALL
        SELECT day FROM report_internals.kept_ticket_days WHERE of = 'ticket' AND level = 'all'
        UNION ALL
        SELECT day FROM report_internals.kept_incident_days WHERE of = 'incident' AND level = 'all'
        UNION ALL
        SELECT day FROM report_internals.kept_promise_days
        WHERE of = 'promise' AND subject = 'ticket' AND metric = 'resolution'
      ) AS kept
      WHERE kept.day = days.day
    );
END;

-- What the views of days read.

CREATE FUNCTION report_internals.flow_days()
  RETURNS TABLE (
    day date, tickets_created bigint, tickets_reopened bigint, tickets_opened bigint,
    tickets_closed bigint, incidents_created bigint, incidents_reopened bigint,
    incidents_opened bigint, incidents_closed bigint, incidents_merged bigint)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    days.day,
    figures.tickets_created, figures.tickets_reopened, figures.tickets_opened,
    figures.tickets_closed, figures.incidents_created, figures.incidents_reopened,
    figures.incidents_opened, figures.incidents_closed, figures.incidents_merged
  FROM report_internals.days() AS days
  LEFT JOIN report_internals.stale_days('flow') AS stale ON stale = days.day
  CROSS JOIN LATERAL (
    SELECT tickets_created, tickets_reopened, tickets_opened, tickets_closed, incidents_created,
      incidents_reopened, incidents_opened, incidents_closed, incidents_merged
    FROM report_internals.kept_flow_days AS kept
    WHERE stale IS NULL AND kept.day = days.day
    UNION ALL
    SELECT
      made.tickets_created, made.tickets_reopened, made.tickets_opened, made.tickets_closed,
      made.incidents_created, made.incidents_reopened, made.incidents_opened, made.incidents_closed,
      made.incidents_merged
    FROM report_internals.flows(days.starts_at, days.ends_at) AS made
    WHERE stale IS NOT NULL
  ) AS figures;
END;

CREATE FUNCTION report_internals.ticket_days()
  RETURNS TABLE (
    day date, level text, response rollup.summary, response_business rollup.summary,
    unanswered bigint, oldest_unanswered timestamptz, reopened rollup.summary)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    days.day,
    figures.level, figures.response, figures.response_business, figures.unanswered,
    figures.oldest_unanswered, figures.reopened
  FROM report_internals.days() AS days
  LEFT JOIN report_internals.stale_days('ticket') AS stale ON stale = days.day
  CROSS JOIN LATERAL (
    SELECT level, response, response_business, unanswered, oldest_unanswered, reopened
    FROM report_internals.kept_ticket_days AS kept
    WHERE stale IS NULL AND kept.day = days.day
    UNION ALL
    SELECT
      made.level, made.response, made.response_business, made.unanswered, made.oldest_unanswered,
      made.reopened
    FROM report_internals.ticket_figures(days.starts_at, days.ends_at) AS made
    WHERE stale IS NOT NULL
  ) AS figures;
END;

CREATE FUNCTION report_internals.triage_days()
  RETURNS TABLE (
    day date, category text, triaged bigint, by_default bigint, kept bigint, corrected_into bigint,
    priority_corrected bigint)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    days.day,
    figures.category, figures.triaged, figures.by_default, figures.kept, figures.corrected_into,
    figures.priority_corrected
  FROM report_internals.days() AS days
  LEFT JOIN report_internals.stale_days('ticket') AS stale ON stale = days.day
  CROSS JOIN LATERAL (
    SELECT category, triaged, by_default, kept, corrected_into, priority_corrected
    FROM report_internals.kept_triage_days AS kept
    WHERE stale IS NULL AND kept.day = days.day
    UNION ALL
    SELECT
      made.category, made.triaged, made.by_default, made.kept, made.corrected_into,
      made.priority_corrected
    FROM report_internals.triage_figures(days.starts_at, days.ends_at) AS made
    WHERE stale IS NOT NULL
  ) AS figures;
END;

CREATE FUNCTION report_internals.incident_days()
  RETURNS TABLE (
    day date, level text, lag rollup.summary, acknowledged rollup.summary,
    acknowledged_business rollup.summary, unacknowledged bigint, oldest_unacknowledged timestamptz,
    resolved rollup.summary, resolved_business rollup.summary, reopened rollup.summary)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    days.day,
    figures.level, figures.lag, figures.acknowledged, figures.acknowledged_business,
    figures.unacknowledged, figures.oldest_unacknowledged, figures.resolved,
    figures.resolved_business, figures.reopened
  FROM report_internals.days() AS days
  LEFT JOIN report_internals.stale_days('incident') AS stale ON stale = days.day
  CROSS JOIN LATERAL (
    SELECT level, lag, acknowledged, acknowledged_business, unacknowledged, oldest_unacknowledged,
      resolved, resolved_business, reopened
    FROM report_internals.kept_incident_days AS kept
    WHERE stale IS NULL AND kept.day = days.day
    UNION ALL
    SELECT
      made.level, made.lag, made.acknowledged, made.acknowledged_business, made.unacknowledged,
      made.oldest_unacknowledged, made.resolved, made.resolved_business, made.reopened
    FROM report_internals.incident_figures(days.starts_at, days.ends_at) AS made
    WHERE stale IS NOT NULL
  ) AS figures;
END;

CREATE FUNCTION report_internals.promise_days()
  RETURNS TABLE (
    day date, subject text, metric text, met bigint, breached bigint, left_out bigint,
    next_due timestamptz)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    days.day,
    figures.subject, figures.metric, figures.met, figures.breached, figures.left_out,
    figures.next_due
  FROM report_internals.days() AS days
  LEFT JOIN report_internals.stale_days('promise') AS stale ON stale = days.day
  CROSS JOIN LATERAL (
    SELECT subject, metric, met, breached, left_out, next_due
    FROM report_internals.kept_promise_days AS kept
    WHERE stale IS NULL AND kept.day = days.day
    UNION ALL
    SELECT made.subject, made.metric, made.met, made.breached, made.left_out, made.next_due
    FROM report_internals.promise_figures(days.starts_at, days.ends_at) AS made
    WHERE stale IS NOT NULL
  ) AS figures;
END;
