CREATE TABLE response.incidents (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_id bigint NOT NULL,
  title text NOT NULL,
  description text NOT NULL,
  severity text NOT NULL,
  status text NOT NULL DEFAULT 'open',
  assignee text,
  escalatable_at timestamptz NOT NULL,
  acknowledged_at timestamptz,
  resolved_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT public.clock_now(),
  updated_at timestamptz NOT NULL DEFAULT public.clock_now(),
  CONSTRAINT "a severity is high, medium or low" CHECK (severity IN ('high', 'medium', 'low')),
  CONSTRAINT "an incident status is one of four"
    CHECK (status IN ('open', 'acknowledged', 'resolved', 'closed')),
  CONSTRAINT "a resolved incident says when"
    CHECK (status NOT IN ('resolved', 'closed') OR resolved_at IS NOT NULL),
  CONSTRAINT "an acknowledged incident says when"
    CHECK (status <> 'acknowledged' OR acknowledged_at IS NOT NULL)
);

COMMENT ON COLUMN response.incidents.escalatable_at IS
  'When the ticket became escalatable; created_at minus this is the escalation lag.';
COMMENT ON COLUMN response.incidents.version IS 'Grows by one with every change; the ETag.';

-- Promise 2: one ticket has at most one open incident.
CREATE UNIQUE INDEX one_open_incident_per_ticket ON response.incidents (ticket_id)
  WHERE status IN ('open', 'acknowledged');

CREATE INDEX incidents_by_age ON response.incidents (created_at DESC, id DESC);
CREATE INDEX incidents_by_status ON response.incidents (status, created_at DESC, id DESC);
CREATE INDEX incidents_by_severity ON response.incidents (severity, created_at DESC, id DESC);
CREATE INDEX incidents_by_ticket ON response.incidents (ticket_id, created_at DESC, id DESC);

CREATE TABLE response.idempotency_keys (LIKE intake.idempotency_keys INCLUDING ALL);

GRANT SELECT, INSERT, UPDATE ON response.incidents TO incident_service;
GRANT SELECT, INSERT, DELETE ON response.idempotency_keys TO incident_service;
GRANT SELECT ON response.incidents TO ticket_service;
