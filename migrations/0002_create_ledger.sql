-- Every change to a ticket or an incident, in the transaction that makes it. Nobody updates or
-- deletes: the grants below give no one the right, and the trigger refuses the owner too.

CREATE TABLE ledger.events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The writing transaction: a reader that wants every event once, in order, reads (xid, id)
  -- below pg_snapshot_xmin(pg_current_snapshot()), because ids are not in commit order.
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at timestamptz NOT NULL DEFAULT public.clock_now(),
  kind text NOT NULL,
  ticket_id bigint,
  incident_id bigint,
  actor text NOT NULL,
  request_id text,
  traceparent text,
  before jsonb,
  after jsonb,
  CONSTRAINT "an event is named noun.verb" CHECK (kind ~ '^[a-z]+\.[a-z_]+$'),
  CONSTRAINT "an event is about a ticket or an incident"
    CHECK (ticket_id IS NOT NULL OR incident_id IS NOT NULL)
);

COMMENT ON COLUMN ledger.events.before IS 'The members that changed, as they were.';
COMMENT ON COLUMN ledger.events.after IS 'The members that changed, as they are now.';

CREATE INDEX events_of_a_ticket ON ledger.events (ticket_id, id) WHERE ticket_id IS NOT NULL;
CREATE INDEX events_of_an_incident ON ledger.events (incident_id, id)
  WHERE incident_id IS NOT NULL;

CREATE FUNCTION ledger.refuse_change() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER events_are_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.events
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

GRANT SELECT, INSERT ON ledger.events TO ticket_service, incident_service;
