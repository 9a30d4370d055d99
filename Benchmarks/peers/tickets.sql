-- The table of every peer: our columns, checks and indexes, without the ledger and the queue that
-- they do not have.
CREATE TABLE tickets (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200),
  description text NOT NULL CHECK (char_length(description) BETWEEN 1 AND 20000),
  category text NOT NULL CHECK (category IN ('security', 'network', 'hardware', 'software')),
  priority text NOT NULL CHECK (priority IN ('high', 'medium', 'low')),
  status text NOT NULL DEFAULT 'open'
    CHECK (status IN ('open', 'in_progress', 'waiting', 'resolved', 'closed')),
  triage_decided_by text NOT NULL CHECK (triage_decided_by IN ('rules', 'default', 'person')),
  triage_ruleset integer NOT NULL,
  triage_matched jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX tickets_by_age ON tickets (created_at DESC, id DESC);
CREATE INDEX tickets_by_status ON tickets (status, created_at DESC, id DESC);
CREATE INDEX tickets_by_category ON tickets (category, created_at DESC, id DESC);
CREATE INDEX tickets_by_priority ON tickets (priority, created_at DESC, id DESC);
CREATE INDEX tickets_by_words ON tickets
  USING gin (to_tsvector('pg_catalog.english', title || ' ' || description));
