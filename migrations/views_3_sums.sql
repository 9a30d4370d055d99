-- The figures of a day, from the samples, in the one way there is.

-- From the day of the first event to today.
CREATE FUNCTION report_internals.days()
  RETURNS TABLE (day date, starts_at timestamptz, ends_at timestamptz)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT midnight::date, timezone('UTC', midnight), timezone('UTC', midnight + interval '1 day')
  FROM generate_series(
    (
      SELECT date_trunc('day', timezone('UTC', first.at))
      FROM (SELECT id, at FROM reporting.ticket_events ORDER BY id LIMIT 1) AS first
    ),
    timezone('UTC', public.clock_now()), interval '1 day') AS midnight;
END;


-- What came and went within a time, as it was known at an instant. The backlog before it, and what
-- was opened less what was closed, are the backlog after it.
CREATE FUNCTION report_internals.flows(
  since timestamptz, until timestamptz, as_of timestamptz DEFAULT public.clock_now()
) RETURNS TABLE (
    tickets_created bigint, tickets_reopened bigint, tickets_opened bigint, tickets_closed bigint,
    incidents_created bigint, incidents_reopened bigint, incidents_opened bigint,
    incidents_closed bigint, incidents_merged bigint)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    ticket.created, ticket.reopened, ticket.opened, ticket.closed,
    incident.created, incident.reopened, incident.opened, incident.closed, incident.merged
  FROM (
    SELECT
      count(*) FILTER (WHERE kind = 'ticket.created') AS created,
      count(*) FILTER (WHERE backlog_change = 1 AND kind <> 'ticket.created') AS reopened,
      count(*) FILTER (WHERE backlog_change = 1) AS opened,
      count(*) FILTER (WHERE backlog_change = -1) AS closed
    FROM reporting.ticket_events
    WHERE at >= since AND at < until AND at <= as_of
      AND (status IS NOT NULL OR kind = 'ticket.created')
  ) AS ticket
  CROSS JOIN (
    SELECT
      count(*) FILTER (WHERE kind = 'incident.opened') AS created,
      count(*) FILTER (WHERE backlog_change = 1 AND kind <> 'incident.opened') AS reopened,
      count(*) FILTER (WHERE backlog_change = 1) AS opened,
      count(*) FILTER (WHERE backlog_change = -1) AS closed,
      count(*) FILTER (WHERE backlog_change = -1 AND kind = 'incident.merged') AS merged
    FROM reporting.incident_events
    WHERE at >= since AND at < until AND at <= as_of
      AND (status IS NOT NULL OR kind = 'incident.opened')
  ) AS incident;
END;

-- Of what began within a time: for `all` and for every priority, which is a severity, too.
CREATE FUNCTION report_internals.ticket_figures(since timestamptz, until timestamptz)
  RETURNS TABLE (
    level text, response rollup.summary, response_business rollup.summary, unanswered bigint,
    oldest_unanswered timestamptz, reopened rollup.summary)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    part.level,
    report_internals.summary(array_agg(value) FILTER (WHERE metric = 'first_response')),
    report_internals.summary(array_agg(value) FILTER (WHERE metric = 'first_response_business')),
    count(*) FILTER (WHERE metric = 'tickets_unanswered'),
    min(at) FILTER (WHERE metric = 'tickets_unanswered' AND value IS NOT NULL),
    report_internals.summary(array_agg(value) FILTER (WHERE metric = 'ticket_reopen_rate'))
  FROM unnest(ARRAY['all', 'high', 'medium', 'low']) AS part (level)
  LEFT JOIN (
    SELECT metric, level, at, value
    FROM report_internals.ticket_samples(public.clock_now())
    WHERE at >= since AND at < until
  ) AS sample ON part.level IN ('all', sample.level)
  GROUP BY part.level;
END;

CREATE FUNCTION report_internals.triage_figures(since timestamptz, until timestamptz)
  RETURNS TABLE (
    category text, triaged bigint, by_default bigint, kept bigint, corrected_into bigint,
    priority_corrected bigint)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    sort.category,
    count(*) FILTER (WHERE life.first_category = sort.category),
    count(*) FILTER (WHERE life.first_category = sort.category AND life.decided_by = 'default'),
    count(*) FILTER (WHERE life.first_category = sort.category AND life.category = sort.category),
    count(*) FILTER (WHERE life.first_category <> sort.category AND life.category = sort.category),
    count(*) FILTER (
      WHERE life.first_category = sort.category AND life.priority <> life.first_priority)
  FROM unnest(ARRAY['security', 'network', 'hardware', 'software']) AS sort (category)
  LEFT JOIN (
    SELECT category, first_category, priority, first_priority, decided_by
    FROM report_internals.ticket_lives(public.clock_now())
    WHERE created_at >= since AND created_at < until
      AND decided_by IN ('rules', 'default')
  ) AS life ON sort.category IN (life.category, life.first_category)
  GROUP BY sort.category;
END;

CREATE FUNCTION report_internals.incident_figures(since timestamptz, until timestamptz)
  RETURNS TABLE (
    level text, lag rollup.summary, acknowledged rollup.summary,
    acknowledged_business rollup.summary, unacknowledged bigint, oldest_unacknowledged timestamptz,
    resolved rollup.summary, resolved_business rollup.summary, reopened rollup.summary)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    part.level,
    report_internals.summary(array_agg(value) FILTER (WHERE metric = 'escalation_lag')),
    report_internals.summary(array_agg(value) FILTER (WHERE metric = 'mtta')),
    report_internals.summary(array_agg(value) FILTER (WHERE metric = 'mtta_business')),
    count(*) FILTER (WHERE metric = 'incidents_unacknowledged'),
    min(at) FILTER (WHERE metric = 'incidents_unacknowledged' AND value IS NOT NULL),
    report_internals.summary(array_agg(value) FILTER (WHERE metric = 'mttr_resolve')),
    report_internals.summary(array_agg(value) FILTER (WHERE metric = 'mttr_resolve_business')),
    report_internals.summary(array_agg(value) FILTER (WHERE metric = 'reopen_rate'))
  FROM unnest(ARRAY['all', 'high', 'medium', 'low']) AS part (level)
  LEFT JOIN (
    SELECT metric, level, at, value
    FROM report_internals.incident_samples(public.clock_now())
    WHERE at >= since AND at < until
  ) AS sample ON part.level IN ('all', sample.level)
  GROUP BY part.level;
END;

CREATE FUNCTION report_internals.promise_figures(since timestamptz, until timestamptz)
  RETURNS TABLE (
    subject text, metric text, met bigint, breached bigint, left_out bigint, next_due timestamptz)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    kind.subject,
    kind.metric,
    count(*) FILTER (WHERE promise.state = 'met'),
    count(*) FILTER (WHERE promise.state = 'breached'),
    count(*) FILTER (WHERE promise.state NOT IN ('met', 'breached')),
    min(promise.due_at) FILTER (WHERE promise.state = 'running')
  FROM (
    VALUES
      ('ticket', 'first_response'), ('ticket', 'acknowledgement'), ('ticket', 'resolution'),
      ('incident', 'acknowledgement'), ('incident', 'resolution')
  ) AS kind (subject, metric)
  LEFT JOIN (
    SELECT subject, metric, state, due_at
    FROM report_internals.promises(public.clock_now())
    WHERE started_at >= since AND started_at < until
  ) AS promise ON promise.subject = kind.subject AND promise.metric = kind.metric
  GROUP BY kind.subject, kind.metric;
END;
