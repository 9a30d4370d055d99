-- What each metric is made of: a value for each ticket, incident or promise that counts, at the
-- instant by which it belongs to a day. Every view and reporting.metrics() read these, and so there
-- is one definition of each metric.

-- By the start of the ticket.
CREATE FUNCTION report_internals.ticket_samples(as_of timestamptz)
  RETURNS TABLE (metric text, at timestamptz, level text, value float8)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT measure.metric, life.created_at, life.priority, measure.value
  FROM report_internals.ticket_lives(as_of) AS life
  CROSS JOIN LATERAL (
    VALUES
      ('first_response', life.first_response_at IS NOT NULL, life.first_response_seconds),
      ('tickets_unanswered', life.first_response_at IS NULL,
        report_internals.age(life.status, life.created_at, as_of)),
      ('ticket_resolution', life.resolution_seconds IS NOT NULL, life.resolution_seconds),
      ('ticket_reopen_rate', life.times_resolved > 0, (life.times_reopened > 0)::integer),
      ('triage_kept', life.decided_by IN ('rules', 'default'),
        (life.category = life.first_category)::integer)
  ) AS measure (metric, counts, value)
  WHERE measure.counts
  UNION ALL
  SELECT
    'first_response_business', life.created_at, life.priority,
    life.first_response_business_seconds
  FROM report_internals.ticket_lives(as_of) AS life
  WHERE life.first_response_business_seconds IS NOT NULL
  UNION ALL
  SELECT
    'ticket_resolution_business', life.created_at, life.priority,
    life.resolution_business_seconds
  FROM report_internals.ticket_lives(as_of) AS life
  WHERE life.resolution_business_seconds IS NOT NULL;
END;

-- By the start of the incident. One that was merged is no incident of its own any more; that it
-- had to wait to be opened stays true.
CREATE FUNCTION report_internals.incident_samples(as_of timestamptz)
  RETURNS TABLE (metric text, at timestamptz, level text, value float8)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT measure.metric, life.created_at, life.severity, measure.value
  FROM report_internals.incident_lives(as_of) AS life
  CROSS JOIN LATERAL (
    VALUES
      ('mtta', life.acknowledged_at IS NOT NULL, life.acknowledge_seconds),
      ('incidents_unacknowledged', life.acknowledged_at IS NULL,
        report_internals.age(life.status, life.created_at, as_of)),
      ('mttr_resolve', life.resolved_at IS NOT NULL, life.resolve_seconds),
      ('reopen_rate', life.times_resolved > 0, (life.times_reopened > 0)::integer)
  ) AS measure (metric, counts, value)
  WHERE life.merged_into IS NULL
    AND measure.counts
  UNION ALL
  SELECT 'mtta_business', life.created_at, life.severity, life.acknowledge_business_seconds
  FROM report_internals.incident_lives(as_of) AS life
  WHERE life.merged_into IS NULL
    AND life.acknowledge_business_seconds IS NOT NULL
  UNION ALL
  SELECT 'mttr_resolve_business', life.created_at, life.severity, life.resolve_business_seconds
  FROM report_internals.incident_lives(as_of) AS life
  WHERE life.merged_into IS NULL
    AND life.resolve_business_seconds IS NOT NULL
  UNION ALL
  SELECT 'escalation_lag', life.opened_at, life.severity, life.escalation_lag_seconds
  FROM report_internals.incident_lives(as_of) AS life
  WHERE life.escalation_lag_seconds IS NOT NULL;
END;

-- By the start of the promise. What is neither kept nor broken does not count.
CREATE FUNCTION report_internals.promise_samples(as_of timestamptz)
  RETURNS TABLE (metric text, at timestamptz, level text, value float8)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT measure.metric, promise.started_at, promise.subject, (promise.state = 'met')::integer
  FROM report_internals.promises(as_of) AS promise
  CROSS JOIN LATERAL (
    VALUES ('sla_compliance'), ('sla_' || promise.metric)
  ) AS measure (metric)
  WHERE promise.state IN ('met', 'breached');
END;

-- The metrics in the order in which they are shown: what a sample is, and what is shown of many:
-- their mean, how many there are, or what they come to with all before.
CREATE FUNCTION report_internals.metric_kinds()
  RETURNS TABLE (place integer, metric text, unit text, shows text)
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT place, metric, unit, shows
  FROM (
    VALUES
      (1, 'tickets_created', 'tickets', 'count'),
      (2, 'tickets_reopened', 'tickets', 'count'),
      (3, 'tickets_opened', 'tickets', 'count'),
      (4, 'tickets_closed', 'tickets', 'count'),
      (5, 'ticket_backlog', 'tickets', 'level'),
      (6, 'incidents_created', 'incidents', 'count'),
      (7, 'incidents_reopened', 'incidents', 'count'),
      (8, 'incidents_opened', 'incidents', 'count'),
      (9, 'incidents_closed', 'incidents', 'count'),
      (10, 'incidents_merged', 'incidents', 'count'),
      (11, 'incident_backlog', 'incidents', 'level'),
      (12, 'first_response', 'seconds', 'mean'),
      (13, 'first_response_business', 'seconds', 'mean'),
      (14, 'tickets_unanswered', 'seconds', 'mean'),
      (15, 'ticket_resolution', 'seconds', 'mean'),
      (16, 'ticket_resolution_business', 'seconds', 'mean'),
      (17, 'ticket_reopen_rate', 'ratio', 'mean'),
      (18, 'triage_kept', 'ratio', 'mean'),
      (19, 'escalation_lag', 'seconds', 'mean'),
      (20, 'mtta', 'seconds', 'mean'),
      (21, 'mtta_business', 'seconds', 'mean'),
      (22, 'incidents_unacknowledged', 'seconds', 'mean'),
      (23, 'mttr_resolve', 'seconds', 'mean'),
      (24, 'mttr_resolve_business', 'seconds', 'mean'),
      (25, 'reopen_rate', 'ratio', 'mean'),
      (26, 'sla_compliance', 'ratio', 'mean'),
      (27, 'sla_first_response', 'ratio', 'mean'),
      (28, 'sla_acknowledgement', 'ratio', 'mean'),
      (29, 'sla_resolution', 'ratio', 'mean')
  ) AS kind (place, metric, unit, shows);
END;
