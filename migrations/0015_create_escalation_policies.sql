-- What happens while nobody acknowledges an incident: whom to tell, when, how often, until when.
-- docs/escalation.md says it in plain words.
--
-- Not to be confused with relay.escalations, by which a ticket becomes an incident.

-- Whether steps are [{"delay_seconds": 0, "tell": ["ops"]}, ...]: every delay a whole number of
-- seconds, at most a week, and none only before the first; every step tells somebody.
CREATE FUNCTION response.escalation_steps_are_sound(steps jsonb) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(bool_and(coalesce(
      jsonb_typeof(step -> 'delay_seconds') = 'number'
      AND CASE WHEN step ->> 'delay_seconds' ~ '^[0-9]{1,6}$'
        THEN (step ->> 'delay_seconds')::integer
          BETWEEN CASE position WHEN 1 THEN 0 ELSE 1 END AND 604800 ELSE false END
      AND jsonb_typeof(step -> 'tell') = 'array'
      AND step -> 'tell' <> '[]'
      AND NOT step -> 'tell' @? '$[*] ? (@.type() != "string")'
      AND CASE jsonb_typeof(step) WHEN 'object'
        THEN step - 'delay_seconds' - 'tell' = '{}' ELSE false END, false)), true)
  FROM jsonb_array_elements(steps) WITH ORDINALITY AS element (step, position);
END;

CREATE TABLE response.escalation_policies (
  version integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  severities text[],
  rank smallint NOT NULL DEFAULT 100,
  steps jsonb NOT NULL,
  repeats smallint NOT NULL DEFAULT 0,
  pause_seconds integer NOT NULL DEFAULT 300,
  note text NOT NULL,
  effective_from timestamptz NOT NULL DEFAULT public.clock_now(),
  created_at timestamptz NOT NULL DEFAULT public.clock_now(),
  CONSTRAINT "a severity is high, medium or low"
    CHECK (severities <@ ARRAY['high', 'medium', 'low'] AND severities <> '{}'),
  CONSTRAINT "a step has a delay and tells somebody"
    CHECK (response.escalation_steps_are_sound(steps)),
  CONSTRAINT "a policy has at most 20 steps" CHECK (jsonb_array_length(steps) <= 20),
  CONSTRAINT "a round is repeated at most 9 times" CHECK (repeats BETWEEN 0 AND 9),
  CONSTRAINT "a pause is from a second to a week" CHECK (pause_seconds BETWEEN 1 AND 604800)
);

COMMENT ON TABLE response.escalation_policies IS
  'Versions; a change is a new row of the same name, and one without steps ends the policy.';
COMMENT ON COLUMN response.escalation_policies.severities IS 'Of the incident; NULL: any.';
COMMENT ON COLUMN response.escalation_policies.rank IS
  'Of several policies that fit, the one of the lowest rank applies, then the first by name.';
COMMENT ON COLUMN response.escalation_policies.steps IS
  'A round. A delay is since the step before; that of the first, since the round began.';
COMMENT ON COLUMN response.escalation_policies.repeats IS
  'How often the round is begun again.';
COMMENT ON COLUMN response.escalation_policies.pause_seconds IS
  'How long after the last step of a round the next one begins, or all of it has been in vain.';

CREATE INDEX escalation_policies_by_name
  ON response.escalation_policies (name, effective_from DESC, version DESC);
CREATE INDEX escalation_policies_by_age
  ON response.escalation_policies (created_at DESC, version DESC);

CREATE TRIGGER escalation_policies_are_never_changed
  BEFORE UPDATE OR DELETE OR TRUNCATE ON response.escalation_policies
  FOR EACH STATEMENT EXECUTE FUNCTION response.refuse_change();

-- Which policy applies to an incident of a severity that opens now: of each policy the newest
-- version that is in effect, of those the ones that fit, and of those the first.
CREATE VIEW response.escalation_policies_in_effect AS
SELECT DISTINCT ON (severity)
  severity,
  version,
  make_interval(secs => (steps -> 0 ->> 'delay_seconds')::integer) AS first_delay
FROM (
  SELECT DISTINCT ON (name) name, version, severities, rank, steps
  FROM response.escalation_policies
  WHERE effective_from <= public.clock_now()
  ORDER BY name, effective_from DESC, version DESC
) AS newest
CROSS JOIN unnest(coalesce(severities, ARRAY['high', 'medium', 'low'])) AS severity
WHERE steps <> '[]'
ORDER BY severity, rank, name, version;

COMMENT ON VIEW response.escalation_policies_in_effect IS
  'At most one for each severity, with the delay of its first step.';

CREATE TABLE response.escalation_runs (
  -- No foreign keys: one would be checked for each incident of a storm, and the other would lock
  -- the one policy row. Neither incidents nor policies are ever deleted.
  incident_id bigint NOT NULL,
  number integer NOT NULL DEFAULT 1,
  policy integer NOT NULL,
  started_at timestamptz NOT NULL,
  round smallint NOT NULL DEFAULT 1,
  step smallint DEFAULT 1,
  due_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_by text,
  PRIMARY KEY (incident_id, number),
  CONSTRAINT "a run is ended in one of five ways"
    CHECK (ended_by IN ('acknowledged', 'resolved', 'closed', 'merged', 'exhausted')),
  CONSTRAINT "a run that has ended says how" CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  CONSTRAINT "a run is exhausted after its last step"
    CHECK (ended_by <> 'exhausted' OR step IS NULL)
);

COMMENT ON TABLE response.escalation_runs IS
  'How far the telling about an incident has come: one run from its opening, one from every '
  'reopening. It keeps the version of the policy that it was started with.';
COMMENT ON COLUMN response.escalation_runs.number IS 'Counts the runs of the incident from 1.';
COMMENT ON COLUMN response.escalation_runs.step IS
  'The next one of the round, from 1; NULL: there is none left, and at due_at it was in vain.';
COMMENT ON COLUMN response.escalation_runs.due_at IS
  'When the next step is due: computed from when the one before was due, not when it was made.';

CREATE UNIQUE INDEX one_run_at_a_time ON response.escalation_runs (incident_id)
  WHERE ended_at IS NULL;
CREATE INDEX escalation_runs_due ON response.escalation_runs (due_at, incident_id, number)
  WHERE ended_at IS NULL;
CREATE INDEX escalation_runs_exhausted ON response.escalation_runs (incident_id, number)
  WHERE ended_by = 'exhausted';

GRANT SELECT, INSERT ON response.escalation_policies TO incident_service;
GRANT SELECT ON response.escalation_policies_in_effect TO incident_service;
GRANT SELECT, INSERT, UPDATE ON response.escalation_runs TO incident_service;
