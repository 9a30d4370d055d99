-- Tickets that are to become incidents, in the transaction that makes them so. A row lives for
-- milliseconds: taken means deleted. What fails is tried again when it is due; what fails too often
-- is dead, and stays to be looked at.
CREATE TABLE relay.escalations (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_id bigint NOT NULL,
  severity text NOT NULL,
  actor text NOT NULL,
  request_id text,
  traceparent text,
  queued_at timestamptz NOT NULL DEFAULT public.clock_now(),
  due_at timestamptz NOT NULL DEFAULT public.clock_now(),
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  died_at timestamptz,
  CONSTRAINT "a severity is high, medium or low" CHECK (severity IN ('high', 'medium', 'low')),
  CONSTRAINT "a dead escalation says why" CHECK (died_at IS NULL OR last_error IS NOT NULL)
) WITH (
  -- The table is tiny and never still: clean it often, and leave room to update in place.
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_scale_factor = 0,
  autovacuum_analyze_threshold = 10000, fillfactor = 70
);

COMMENT ON COLUMN relay.escalations.queued_at IS 'When the ticket became escalatable.';

CREATE INDEX escalations_due ON relay.escalations (due_at, id) WHERE died_at IS NULL;

GRANT SELECT, INSERT ON relay.escalations TO ticket_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON relay.escalations TO incident_service;
