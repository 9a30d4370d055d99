-- What each column says, once for each name, and who may read what.

DO $$
DECLARE
  entry record;
BEGIN
  FOR entry IN
    SELECT format('reporting.%I', class.relname) AS view, attribute.attname AS name, word.means
    FROM pg_class AS class
    JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid AND attribute.attnum > 0
    JOIN (
      VALUES
        ('id', 'Its number.'),
        ('ticket_id', 'The number of the ticket.'),
        ('incident_id', 'The number of the incident.'),
        ('at', 'When it happened.'),
        ('kind', 'What happened, as noun.verb.'),
        ('day', 'The day, in UTC.'),
        ('status', 'Its status; of an event: the one it has from then on.'),
        ('status_before', 'The status until then.'),
        ('category', 'security, network, hardware or software; of an event: from then on.'),
        ('category_before', 'The category until then.'),
        ('first_category', 'The category that it was created with.'),
        ('priority', 'high, medium or low; of an event: from then on.'),
        ('priority_before', 'The priority until then.'),
        ('first_priority', 'The priority that it was created with.'),
        ('severity', 'high, medium or low; of an event: from then on.'),
        ('severity_before', 'The severity until then.'),
        ('first_severity', 'The severity that it was opened with.'),
        ('assignee', 'Who works on it; NULL: nobody.'),
        ('sets_assignee', 'Whether the event says who works on it, which may be nobody.'),
        ('source', 'By what way the ticket came in, as far as somebody said so.'),
        ('decided_by', 'Who chose category and priority at first: rules, default or person.'),
        ('ruleset', 'The version of the ruleset by which triage decided.'),
        ('visibility', 'Of a comment: public, or internal.'),
        ('is_answer',
          'Whether it is a public comment by somebody else than who reported the ticket.'),
        ('backlog_change', 'What it does to the backlog: 1, -1 or 0.'),
        ('sla_metric', 'Of a breach: which promise was broken.'),
        ('acknowledged_at', 'When somebody first acknowledged it.'),
        ('resolved_at', 'When it was resolved, the last time; NULL while it is open.'),
        ('created_at', 'When it began.'),
        ('updated_at', 'When something last happened to it.'),
        ('opened_at', 'When the incident itself was opened.'),
        ('merged_into', 'The incident that it was merged into.'),
        ('absorbed', 'The incident that was merged into this one.'),
        ('rule', 'The name of the rule that opened it; NULL: it was opened by hand.'),
        ('rule_version', 'The version of that rule.'),
        ('escalatable_at', 'When its own ticket became escalatable.'),
        ('queued_at', 'When the ticket became escalatable.'),
        ('attempts', 'How often it was tried.'),
        ('died_at', 'When it was given up.'),
        ('last_error', 'Why it failed the last time.'),
        ('first_response_at', 'When somebody first answered who reported it.'),
        ('closed_at', 'When it was closed.'),
        ('times_resolved', 'How often it was resolved.'),
        ('times_reopened', 'How often it was reopened.'),
        ('first_response_seconds', 'From its begin to its first answer.'),
        ('first_response_business_seconds',
          'The same in business time, by the calendar of its first promise.'),
        ('resolution_seconds', 'From its begin to when it was resolved the last time.'),
        ('resolution_business_seconds',
          'The same in business time, by the calendar of its first promise.'),
        ('open_seconds', 'How old it is; NULL where it is not open.'),
        ('escalation_lag_seconds',
          'From when its ticket became escalatable to when it was opened.'),
        ('acknowledge_seconds', 'From its begin to when it was acknowledged.'),
        ('acknowledge_business_seconds',
          'The same in business time, by the calendar of its first promise.'),
        ('resolve_seconds', 'From its begin to when it was resolved.'),
        ('resolve_business_seconds',
          'The same in business time, by the calendar of its first promise.'),
        ('version', 'The number of the version.'),
        ('name', 'Its name, which all its versions have.'),
        ('zone', 'The IANA name of the time zone.'),
        ('windows', 'Wall-clock times: mon-fri 09:00-17:00.'),
        ('holidays', 'Dates of the zone on which nothing counts.'),
        ('week', 'The windows in minutes from Monday 00:00 on.'),
        ('subject', 'ticket or incident.'),
        ('subject_id', 'The number of the ticket or incident.'),
        ('metric', 'first_response, acknowledgement or resolution.'),
        ('policy', 'The version of the policy that promised it.'),
        ('policy_name', 'The name of that policy.'),
        ('calendar', 'The version of the calendar by which it counts.'),
        ('target_seconds', 'How much counted time is allowed, in seconds.'),
        ('started_at', 'When it was promised.'),
        ('stopped_at', 'When it was done; NULL: not yet.'),
        ('due_at', 'Until when it is to be done; NULL: paused, or never.'),
        ('cancelled_at', 'When another promise took its place.'),
        ('breached_at', 'The computed instant of the breach.'),
        ('state', 'running, paused, met, breached or cancelled.'),
        ('active', 'When it was to be done.'),
        ('paused', 'When it did not count.'),
        ('n', 'How many the figures are of.'),
        ('tickets_created', 'Tickets that came in.'),
        ('tickets_reopened', 'Tickets that were open again.'),
        ('tickets_opened', 'Created and reopened.'),
        ('tickets_closed', 'Tickets that were resolved or closed, and open before.'),
        ('incidents_created', 'Incidents that were opened for the first time.'),
        ('incidents_reopened', 'Incidents that were open again.'),
        ('incidents_opened', 'Created and reopened.'),
        ('incidents_closed', 'Incidents that were resolved or merged, and open before.'),
        ('incidents_merged', 'Those of incidents_closed that were merged into another one.'),
        ('tickets', 'Tickets that were open at the end of the day.'),
        ('incidents', 'Incidents that were open at the end of the day.'),
        ('tickets_change', 'Opened less closed on that day.'),
        ('incidents_change', 'Opened less closed on that day.'),
        ('triaged', 'Tickets that triage gave this category.'),
        ('by_default', 'Those of them in which no term was found.'),
        ('kept', 'Those of them that still have it.'),
        ('corrected_away', 'Those of them that people gave another one.'),
        ('corrected_into', 'Tickets that triage gave another category, and people this one.'),
        ('priority_corrected', 'Those triaged whose priority people changed.'),
        ('precision_ratio', 'kept / triaged; NULL where there is none.'),
        ('recall_ratio', 'kept / (kept + corrected_into); NULL where there is none.'),
        ('unacknowledged', 'Those that nobody has acknowledged, not in n.'),
        ('oldest_unacknowledged_seconds', 'Of those still open, the age of the oldest.'),
        ('unanswered', 'Tickets that nobody has answered, not in n.'),
        ('oldest_unanswered_seconds', 'Of those still open, the age of the oldest.'),
        ('business_n',
          'How many the business times are of: those to which something was promised.'),
        ('reopen_ratio',
          'Incidents reopened / incidents resolved, each counted once; n is the latter.'),
        ('tickets_n', 'Tickets resolved at least once.'),
        ('tickets_reopen_ratio', 'Tickets reopened / tickets_n.'),
        ('met', 'Promises that were kept.'),
        ('breached', 'Promises that were broken.'),
        ('left_out', 'Promises that run, are paused or were cancelled.'),
        ('compliance_ratio', 'met / (met + breached); NULL where there is none.'),
        ('open_tickets', 'Open tickets, those waiting included.'),
        ('waiting_tickets', 'Those of them that wait.'),
        ('open_incidents', 'Open incidents.'),
        ('open_high', 'Those open of priority or severity high.'),
        ('oldest_open_seconds', 'The age of the oldest that is open.'),
        ('tickets_resolved_7_days', 'Resolved within the last 168 hours, and still so.'),
        ('incidents_resolved_7_days', 'Resolved within the last 168 hours, and still so.'),
        ('webhook_id', 'The number of the webhook.'),
        ('webhook', 'Its name.'),
        ('format', 'generic, slack or pagerduty.'),
        ('enabled', 'Whether it is told anything now.'),
        ('queued', 'Messages queued on that day.'),
        ('dead', 'Those of them that were given up.'),
        ('waiting', 'Those of them that are still to be sent.'),
        ('delivered_ratio', 'delivered / (delivered + given up); NULL where there is none.'),
        ('mean_attempts', 'How often they were tried, on average.'),
        ('title', 'What it is about, in a line.'),
        ('description', 'What it is about.'),
        ('requester', 'Who reported it.'),
        ('tags', 'By what words the desk sorts it.'),
        ('text', 'What was said.'),
        ('author', 'Who said it.'),
        ('actor', 'Who did it.'),
        ('address', 'From where it was asked for.'),
        ('request_id', 'The request that did it.'),
        ('before', 'What changed, as it was.'),
        ('after', 'What changed, as it is from then on.')
    ) AS word (name, means) ON word.name = attribute.attname
    WHERE class.relnamespace = 'reporting'::regnamespace
      AND class.relkind = 'v'
  LOOP
    EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', entry.view, entry.name, entry.means);
  END LOOP;
  -- What is said of many: mean_seconds, p90_business_seconds.
  FOR entry IN
    SELECT format('reporting.%I', class.relname) AS view, attribute.attname AS name,
      format('%s, in seconds%s.', CASE part[1] WHEN 'mean' THEN 'The mean'
        WHEN 'median' THEN 'The median' WHEN 'max' THEN 'The longest'
        ELSE format('The %sth percentile', substr(part[1], 2)) END,
        CASE WHEN part[2] IS NOT NULL THEN ' of business time' END) AS means
    FROM pg_class AS class
    JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid AND attribute.attnum > 0
    CROSS JOIN regexp_match(
      attribute.attname, '^(mean|median|max|p[0-9]+)(_business)?_seconds$') AS part
    WHERE class.relnamespace = 'reporting'::regnamespace
      AND class.relkind = 'v'
      AND part IS NOT NULL
  LOOP
    EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', entry.view, entry.name, entry.means);
  END LOOP;
END
$$;

-- Where the word means something else.
COMMENT ON COLUMN reporting.escalation_lag.severity IS 'all, high, medium or low, as it is now.';
COMMENT ON COLUMN reporting.mtta.severity IS 'all, high, medium or low, as it is now.';
COMMENT ON COLUMN reporting.mttr_resolve.severity IS 'all, high, medium or low, as it is now.';
COMMENT ON COLUMN reporting.reopen_rate.severity IS
  'all, high, medium or low, as it is now; of a ticket the priority.';
COMMENT ON COLUMN reporting.first_response.priority IS 'all, high, medium or low, as it is now.';
COMMENT ON COLUMN reporting.delivery_health.n IS 'Those of them that were delivered.';
COMMENT ON COLUMN reporting.personal_incidents.created_at IS
  'When it began; a survivor has the earlier start of those that became one.';

DO $$
DECLARE
  reader text;
BEGIN
  FOREACH reader IN ARRAY ARRAY['reporter', 'reporter_personal', 'incident_service'] LOOP
    EXECUTE format('GRANT USAGE ON SCHEMA reporting TO %I', reader);
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO %I', reader);
  END LOOP;
END
$$;
REVOKE ALL ON reporting.personal_tickets, reporting.personal_comments,
  reporting.personal_incidents, reporting.personal_events FROM reporter, incident_service;
