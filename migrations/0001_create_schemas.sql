-- The walls: one schema for each duty, one role for each program, one for people who report.
-- Roles belong to the whole server, so another database of it may have made them already.

DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['ticket_service', 'incident_service', 'reporter'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', wanted);
    END IF;
  END LOOP;
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;

CREATE SCHEMA intake;
CREATE SCHEMA relay;
CREATE SCHEMA response;
CREATE SCHEMA ledger;
CREATE SCHEMA reporting;

COMMENT ON SCHEMA intake IS 'Tickets and what belongs to them; written by ticket_service.';
COMMENT ON SCHEMA relay IS 'Escalations waiting to be taken, gone once taken.';
COMMENT ON SCHEMA response IS 'Incidents and what belongs to them; written by incident_service.';
COMMENT ON SCHEMA ledger IS 'Every change, append-only; inserted by both services.';
COMMENT ON SCHEMA reporting IS 'Views and nothing else; read by reporter.';

GRANT USAGE ON SCHEMA intake, relay, response, ledger TO ticket_service, incident_service;
GRANT USAGE ON SCHEMA reporting TO reporter;
GRANT SELECT ON public.schema_migrations TO ticket_service, incident_service;

-- The one clock. Every default and every query asks it, so that a test can put another in its
-- place and fast-forward. statement_timestamp() rather than now(), so that a row found by a
-- statement is never younger than the statement.
CREATE FUNCTION public.clock_now() RETURNS timestamptz
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN statement_timestamp();

COMMENT ON FUNCTION public.clock_now() IS 'The time, for everything in this database.';
