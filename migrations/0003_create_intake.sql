-- A ruleset is a document with a version. A change is a new row: the services hear of it and load
-- it, and a ticket keeps the version that decided.
CREATE TABLE intake.rulesets (
  version integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  document jsonb NOT NULL,
  note text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT public.clock_now(),
  CONSTRAINT "a ruleset has rules, a default and what escalates"
    CHECK (
      jsonb_typeof(document -> 'rules') = 'array'
      AND jsonb_typeof(document -> 'default') = 'string'
      AND jsonb_typeof(document -> 'escalate') = 'array'
    )
);

CREATE FUNCTION intake.announce_ruleset() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM pg_notify('rulesets', '');
  RETURN NULL;
END
$$;

CREATE TRIGGER rulesets_are_announced
  AFTER INSERT ON intake.rulesets
  FOR EACH STATEMENT EXECUTE FUNCTION intake.announce_ruleset();

CREATE TABLE intake.tickets (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  title text NOT NULL,
  description text NOT NULL,
  category text NOT NULL,
  priority text NOT NULL,
  status text NOT NULL DEFAULT 'open',
  triage_decided_by text NOT NULL,
  -- No foreign key: it would lock the one ruleset row in every insert. Rulesets are never deleted.
  triage_ruleset integer NOT NULL,
  triage_matched jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT public.clock_now(),
  updated_at timestamptz NOT NULL DEFAULT public.clock_now(),
  CONSTRAINT "a title has 1 to 200 characters" CHECK (char_length(title) BETWEEN 1 AND 200),
  CONSTRAINT "a description has 1 to 20000 characters"
    CHECK (char_length(description) BETWEEN 1 AND 20000),
  CONSTRAINT "a category is one of four"
    CHECK (category IN ('security', 'network', 'hardware', 'software')),
  CONSTRAINT "a priority is high, medium or low" CHECK (priority IN ('high', 'medium', 'low')),
  CONSTRAINT "a ticket status is one of five"
    CHECK (status IN ('open', 'in_progress', 'waiting', 'resolved', 'closed')),
  CONSTRAINT "triage is decided by rules, by default or by a person"
    CHECK (triage_decided_by IN ('rules', 'default', 'person'))
);

COMMENT ON COLUMN intake.tickets.triage_matched IS
  'Terms found: [{"term", "field", "offset"}], the offset in characters from 0.';
COMMENT ON COLUMN intake.tickets.version IS 'Grows by one with every change; the ETag.';

-- Lists are newest first, by (created_at, id); each filter has its own way in.
CREATE INDEX tickets_by_age ON intake.tickets (created_at DESC, id DESC);
CREATE INDEX tickets_by_status ON intake.tickets (status, created_at DESC, id DESC);
CREATE INDEX tickets_by_category ON intake.tickets (category, created_at DESC, id DESC);
CREATE INDEX tickets_by_priority ON intake.tickets (priority, created_at DESC, id DESC);

-- The words of a ticket, for ?q=. Its expression is part of the query that uses the index.
CREATE FUNCTION intake.searchable(title text, description text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN to_tsvector('pg_catalog.english', title || ' ' || description);

CREATE INDEX tickets_by_words ON intake.tickets USING gin (intake.searchable(title, description));

-- Answers to requests that came with an Idempotency-Key, kept to be given again.
CREATE TABLE intake.idempotency_keys (
  key text PRIMARY KEY,
  fingerprint bytea NOT NULL,
  status smallint NOT NULL,
  headers jsonb NOT NULL,
  body text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT public.clock_now()
);

CREATE INDEX idempotency_keys_by_age ON intake.idempotency_keys (created_at);

GRANT SELECT ON intake.rulesets TO ticket_service, incident_service;
GRANT SELECT, INSERT, UPDATE ON intake.tickets TO ticket_service;
GRANT SELECT, INSERT, DELETE ON intake.idempotency_keys TO ticket_service;
GRANT SELECT ON intake.tickets TO incident_service;
