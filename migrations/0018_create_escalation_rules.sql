-- Which tickets become incidents, and how severe: rules as versioned rows, which take the place of
-- the rulesets' list of priorities. docs/escalation.md says it in plain words.

-- Where a ticket came from, as far as somebody said so.
ALTER TABLE intake.tickets
  ADD COLUMN source text,
  ADD CONSTRAINT "a source is a word" CHECK (source ~ '^[a-z0-9_.:-]{1,50}$');

COMMENT ON COLUMN intake.tickets.source IS 'By what way it came in: email, monitoring.';

CREATE INDEX tickets_by_source ON intake.tickets (source, created_at DESC, id DESC)
  WHERE source IS NOT NULL;

CREATE TABLE response.escalation_rules (
  version integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  priorities text[],
  categories text[],
  terms text[],
  sources text[],
  breaches text[],
  several integer,
  within_seconds integer,
  severity text,
  note text NOT NULL,
  effective_from timestamptz NOT NULL DEFAULT public.clock_now(),
  created_at timestamptz NOT NULL DEFAULT public.clock_now(),
  CONSTRAINT "a priority is high, medium or low"
    CHECK (priorities <@ ARRAY['high', 'medium', 'low'] AND priorities <> '{}'),
  CONSTRAINT "a category is one of four"
    CHECK (
      categories <@ ARRAY['security', 'network', 'hardware', 'software'] AND categories <> '{}'
    ),
  CONSTRAINT "a condition names something" CHECK (terms <> '{}' AND sources <> '{}'),
  CONSTRAINT "a breach is of one of three promises"
    CHECK (
      breaches <@ ARRAY['first_response', 'acknowledgement', 'resolution'] AND breaches <> '{}'
    ),
  CONSTRAINT "several are at least two, within a day"
    CHECK (
      (several IS NULL) = (within_seconds IS NULL)
      AND several BETWEEN 2 AND 1000
      AND within_seconds BETWEEN 1 AND 86400
    ),
  CONSTRAINT "a rule has one occasion" CHECK (breaches IS NULL OR several IS NULL),
  CONSTRAINT "a severity is high, medium or low" CHECK (severity IN ('high', 'medium', 'low'))
);

COMMENT ON TABLE response.escalation_rules IS
  'Versions; a change is a new row of the same name. Every condition that is not NULL must hold.';
COMMENT ON COLUMN response.escalation_rules.enabled IS 'False: the version switches the rule off.';
COMMENT ON COLUMN response.escalation_rules.terms IS 'Any of them was found by triage.';
COMMENT ON COLUMN response.escalation_rules.breaches IS
  'The rule applies when the promise is broken, and not when the ticket comes in.';
COMMENT ON COLUMN response.escalation_rules.several IS
  'The rule applies when so many such tickets have come in within so many seconds.';
COMMENT ON COLUMN response.escalation_rules.severity IS
  'Of the incident; NULL: the priority of its ticket.';

CREATE INDEX escalation_rules_by_name
  ON response.escalation_rules (name, effective_from DESC, version DESC);
CREATE INDEX escalation_rules_by_age
  ON response.escalation_rules (created_at DESC, version DESC);

CREATE FUNCTION response.announce_escalation_rule() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM pg_notify('escalation_rules', '');
  RETURN NULL;
END
$$;

CREATE TRIGGER escalation_rules_are_announced
  AFTER INSERT ON response.escalation_rules
  FOR EACH STATEMENT EXECUTE FUNCTION response.announce_escalation_rule();

CREATE TRIGGER escalation_rules_are_never_changed
  BEFORE UPDATE OR DELETE OR TRUNCATE ON response.escalation_rules
  FOR EACH STATEMENT EXECUTE FUNCTION response.refuse_change();

-- Which rules are in effect at an instant: of each the newest version, unless it is switched off.
CREATE FUNCTION response.escalation_rules_at(instant timestamptz)
  RETURNS SETOF response.escalation_rules
  LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT version, name, enabled, priorities, categories, terms, sources, breaches, several,
    within_seconds, severity, note, effective_from, created_at
  FROM (
    SELECT DISTINCT ON (name)
      version, name, enabled, priorities, categories, terms, sources, breaches, several,
      within_seconds, severity, note, effective_from, created_at
    FROM response.escalation_rules
    WHERE effective_from <= instant
    ORDER BY name, effective_from DESC, version DESC
  ) AS newest
  WHERE enabled;
END;

-- Whether a ticket is of the kind that a rule is about. The ticket service finds out by itself, in
-- memory; a test holds the two together.
CREATE FUNCTION response.escalation_rule_fits(
  rule response.escalation_rules, category text, priority text, source text, matched jsonb
) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (rule.priorities IS NULL OR priority = ANY (rule.priorities))
    AND (rule.categories IS NULL OR category = ANY (rule.categories))
    AND (rule.sources IS NULL OR coalesce(source = ANY (rule.sources), false))
    AND (
      rule.terms IS NULL
      OR EXISTS (
        SELECT
        FROM jsonb_array_elements(matched) AS match
        WHERE match ->> 'term' = ANY (rule.terms)
      )
    );

-- The first rule says what the newest ruleset said of priorities. It is in effect since ever, so
-- that `firstline verify` holds it against the tickets that are there.
INSERT INTO response.escalation_rules (name, enabled, priorities, note, effective_from)
SELECT
  'High tickets',
  cardinality(priorities) > 0,
  CASE WHEN cardinality(priorities) > 0 THEN priorities ELSE ARRAY['high'] END,
  'The first one: by the priorities of the newest ruleset',
  '2000-01-01 00:00:00Z'
FROM (
  SELECT ARRAY(SELECT jsonb_array_elements_text(document -> 'escalate')) AS priorities
  FROM intake.rulesets
  ORDER BY version DESC
  LIMIT 1
) AS newest;

ALTER TABLE intake.rulesets DROP CONSTRAINT "a ruleset has rules, a default and what escalates";

UPDATE intake.rulesets SET document = document - 'escalate';

ALTER TABLE intake.rulesets
  ADD CONSTRAINT "a ruleset has rules and a default"
    CHECK (
      jsonb_typeof(document -> 'rules') = 'array'
      AND jsonb_typeof(document -> 'default') = 'string'
    );

-- Which rule it was, on the way to the incident and there.
ALTER TABLE relay.escalations ADD COLUMN rule integer;
COMMENT ON COLUMN relay.escalations.rule IS 'The version of the rule that says so.';

ALTER TABLE response.incidents ADD COLUMN rule integer;
COMMENT ON COLUMN response.incidents.rule IS
  'The version of the rule that opened it; NULL: it was opened by hand.';

-- Tickets that a rule about several of a kind counts, from when they come in until they are too old
-- for it or have led to an incident. It is as short as the rules allow.
CREATE TABLE relay.counted_tickets (
  rule integer NOT NULL,
  ticket_id bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT public.clock_now(),
  PRIMARY KEY (rule, created_at, ticket_id)
) WITH (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_insert_threshold = -1
);

COMMENT ON COLUMN relay.counted_tickets.rule IS 'The version by which the ticket was judged.';

CREATE TABLE response.escalation_bursts (
  name text PRIMARY KEY,
  incident_id bigint NOT NULL
);

COMMENT ON TABLE response.escalation_bursts IS
  'The last incident that several tickets led to, by the name of the rule.';

GRANT SELECT, INSERT ON response.escalation_rules TO incident_service;
GRANT SELECT ON response.escalation_rules TO ticket_service;
GRANT INSERT ON relay.counted_tickets TO ticket_service;
GRANT SELECT, DELETE ON relay.counted_tickets TO incident_service;
GRANT SELECT, INSERT, UPDATE ON response.escalation_bursts TO incident_service;
