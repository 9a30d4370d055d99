-- A resolved incident offers to resolve its tickets. What is to be resolved waits here for the
-- ticket service, which alone changes tickets: the relay in the other direction.
CREATE TABLE relay.resolutions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_id bigint NOT NULL,
  incident_id bigint NOT NULL,
  actor text NOT NULL,
  request_id text,
  traceparent text,
  queued_at timestamptz NOT NULL DEFAULT public.clock_now()
) WITH (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_insert_threshold = -1
);

COMMENT ON TABLE relay.resolutions IS 'Tickets to be resolved, because their incident is.';

GRANT SELECT, INSERT ON relay.resolutions TO incident_service;
GRANT SELECT, UPDATE, DELETE ON relay.resolutions TO ticket_service;

CREATE TABLE response.resolution_policies (
  version integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tickets text NOT NULL,
  note text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT public.clock_now(),
  CONSTRAINT "tickets are resolved, resolved on request, or kept"
    CHECK (tickets IN ('resolve', 'offer', 'keep'))
);

COMMENT ON TABLE response.resolution_policies IS
  'What becomes of the tickets of an incident that is resolved. Versions; the newest applies.';
COMMENT ON COLUMN response.resolution_policies.tickets IS
  'resolve: resolved unless the request says no; offer: only if it says yes; keep: never.';

CREATE TRIGGER resolution_policies_are_never_changed
  BEFORE UPDATE OR DELETE OR TRUNCATE ON response.resolution_policies
  FOR EACH STATEMENT EXECUTE FUNCTION response.refuse_change();

INSERT INTO response.resolution_policies (tickets, note) VALUES ('offer', 'The first one');

GRANT SELECT, INSERT ON response.resolution_policies TO incident_service;
