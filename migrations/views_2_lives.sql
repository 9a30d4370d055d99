-- What became of each ticket and each incident, as it was known at an instant: of every moment and
-- duration that is reported, the one definition. All of it is read from the ledger up to as_of, so
-- what happened since changes no answer. A filter on id or created_at is answered by index.

CREATE FUNCTION report_internals.ticket_lives_in_ledger(as_of timestamptz)
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
    ticket_id, at, last_at, status, category, first_category, priority, first_priority, assignee,
    source, decided_by, ruleset, answered_at, left_at,
    CASE WHEN status = 'closed' THEN closed_at END,
    times_resolved, times_reopened,
    report_internals.seconds(at, answered_at),
    (
      SELECT report_internals.business_seconds(zone, week, holidays, at, answered_at)
      FROM report_internals.calendar('ticket', ticket_id)
    ),
    report_internals.seconds(at, left_at),
    (
      SELECT report_internals.business_seconds(zone, week, holidays, at, left_at)
      FROM report_internals.calendar('ticket', ticket_id)
    )
  FROM (
    SELECT
      created.ticket_id, created.at, created.decided_by, created.ruleset, created.source,
      created.category AS first_category, created.priority AS first_priority,
      life.last_at, life.status, life.category, life.priority, life.assignee, life.answered_at,
      life.closed_at, life.times_resolved, life.times_reopened,
      CASE WHEN NOT report_internals.is_open(life.status)
        THEN coalesce(life.left_at, created.at) END AS left_at
    FROM reporting.ticket_events AS created
    CROSS JOIN LATERAL (
      SELECT
        max(event.at) AS last_at,
        (array_agg(event.status ORDER BY event.id DESC)
          FILTER (WHERE event.status IS NOT NULL))[1] AS status,
        (array_agg(event.category ORDER BY event.id DESC)
          FILTER (WHERE event.category IS NOT NULL))[1] AS category,
        (array_agg(event.priority ORDER BY event.id DESC)
          FILTER (WHERE event.priority IS NOT NULL))[1] AS priority,
        (array_agg(event.assignee ORDER BY event.id DESC)
          FILTER (WHERE event.sets_assignee))[1] AS assignee,
        min(event.at) FILTER (WHERE event.is_answer) AS answered_at,
        max(event.at) FILTER (WHERE event.backlog_change = -1) AS left_at,
        max(event.at) FILTER (WHERE event.status = 'closed') AS closed_at,
        count(*) FILTER (WHERE event.backlog_change = -1) AS times_resolved,
        count(*) FILTER (WHERE event.backlog_change = 1 AND event.kind <> 'ticket.created')
          AS times_reopened
      FROM reporting.ticket_events AS event
      WHERE event.ticket_id = created.ticket_id
        AND event.at <= as_of
    ) AS life
    WHERE created.kind = 'ticket.created'
      AND created.at <= as_of
  ) AS ticket;
END;

-- How each incident came into being, and when it began: when it was opened, or where another one
-- that is older was merged into it, when that one was. Two halves, so that a filter on created_at
-- is answered by index in both.
CREATE FUNCTION report_internals.incident_starts(as_of timestamptz)
  RETURNS TABLE (
    incident_id bigint, ticket_id bigint, at timestamptz, severity text, rule text,
    rule_version integer, escalatable_at timestamptz, created_at timestamptz)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    opened.incident_id, opened.ticket_id, opened.at, opened.severity, opened.rule,
    opened.rule_version, opened.escalatable_at, opened.at
  FROM reporting.incident_events AS opened
  WHERE opened.kind = 'incident.opened'
    AND opened.at <= as_of
    AND NOT EXISTS (
      SELECT
      FROM reporting.incident_events AS event
      WHERE event.kind = 'incident.absorbed'
        AND event.incident_id = opened.incident_id
        AND event.created_at IS NOT NULL
        AND event.at <= as_of
    )
  UNION ALL
  SELECT
    opened.incident_id, opened.ticket_id, opened.at, opened.severity, opened.rule,
    opened.rule_version, opened.escalatable_at, survivor.created_at
  FROM (
    SELECT event.incident_id, min(event.created_at) AS created_at
    FROM reporting.incident_events AS event
    WHERE event.kind = 'incident.absorbed'
      AND event.created_at IS NOT NULL
      AND event.at <= as_of
    GROUP BY event.incident_id
  ) AS survivor
  JOIN reporting.incident_events AS opened
    ON opened.incident_id = survivor.incident_id
    AND opened.kind = 'incident.opened';
END;

CREATE FUNCTION report_internals.incident_lives_in_ledger(as_of timestamptz)
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
    incident_id, ticket_id, at, created_at, last_at, status, severity, first_severity, assignee,
    rule, rule_version, escalatable_at, acknowledged_at, resolved_at, merged_into,
    times_resolved, times_reopened,
    -- Nothing waits for what somebody opens by hand.
    CASE WHEN rule_version IS NOT NULL OR escalatable_at < at
      THEN report_internals.seconds(escalatable_at, at) END,
    report_internals.seconds(created_at, acknowledged_at),
    (
      SELECT report_internals.business_seconds(zone, week, holidays, created_at, acknowledged_at)
      FROM report_internals.calendar('incident', incident_id)
    ),
    report_internals.seconds(created_at, resolved_at),
    (
      SELECT report_internals.business_seconds(zone, week, holidays, created_at, resolved_at)
      FROM report_internals.calendar('incident', incident_id)
    )
  FROM (
    SELECT
      opened.incident_id, opened.ticket_id, opened.at, opened.rule, opened.rule_version,
      opened.escalatable_at, opened.severity AS first_severity,
      opened.created_at,
      life.last_at, life.status, life.severity, life.assignee, life.merged_into,
      life.times_resolved, life.times_reopened,
      -- What was merged has no times of its own: they are those of the survivor.
      CASE WHEN life.merged_into IS NULL THEN life.acknowledged_at END AS acknowledged_at,
      CASE WHEN life.merged_into IS NULL AND NOT report_internals.is_open(life.status)
        THEN life.resolved_at END AS resolved_at
    FROM report_internals.incident_starts(as_of) AS opened
    CROSS JOIN LATERAL (
      SELECT
        max(event.at) AS last_at,
        -- A survivor takes over the earlier acknowledgement.
        min(event.acknowledged_at) AS acknowledged_at,
        (array_agg(event.status ORDER BY event.id DESC)
          FILTER (WHERE event.status IS NOT NULL))[1] AS status,
        (array_agg(event.severity ORDER BY event.id DESC)
          FILTER (WHERE event.severity IS NOT NULL))[1] AS severity,
        (array_agg(event.assignee ORDER BY event.id DESC)
          FILTER (WHERE event.sets_assignee))[1] AS assignee,
        (array_agg(event.resolved_at ORDER BY event.id DESC)
          FILTER (WHERE event.resolved_at IS NOT NULL))[1] AS resolved_at,
        (array_agg(event.merged_into ORDER BY event.id DESC)
          FILTER (WHERE event.merged_into IS NOT NULL))[1] AS merged_into,
        count(*) FILTER (WHERE event.kind = 'incident.resolved') AS times_resolved,
        count(*) FILTER (WHERE event.kind = 'incident.reopened') AS times_reopened
      FROM reporting.incident_events AS event
      WHERE event.incident_id = opened.incident_id
        AND event.at <= as_of
    ) AS life
  ) AS incident;
END;

-- What each promise had come to: kept, broken, or neither yet. A clock that has been stopped, gone
-- on or been cancelled since is put back to how it was.
CREATE FUNCTION report_internals.promises(as_of timestamptz)
  RETURNS TABLE (
    id bigint, subject text, subject_id bigint, metric text, started_at timestamptz,
    due_at timestamptz, state text)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    clock.id, clock.subject, clock.subject_id, clock.metric, clock.started_at,
    clock.due_at,
    CASE WHEN clock.cancelled_at IS NOT NULL THEN 'cancelled' ELSE
      response.sla_state(
        clock.active * tstzmultirange(tstzrange(NULL, as_of)) + CASE WHEN clock.active @> as_of
          THEN tstzmultirange(tstzrange(as_of, NULL)) ELSE '{}' END,
        clock.paused, clock.due_at, as_of)
      END
  FROM reporting.sla_clocks AS clock
  WHERE clock.started_at <= as_of;
END;
