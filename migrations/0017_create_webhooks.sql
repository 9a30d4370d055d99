-- Whom to tell of what happens to incidents, and what is still to be told.

CREATE TABLE response.webhooks (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  url text NOT NULL,
  format text NOT NULL,
  kinds text[],
  severities text[],
  enabled boolean NOT NULL DEFAULT true,
  routing_key text,
  secret text NOT NULL,
  previous_secret text,
  rotated_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT public.clock_now(),
  updated_at timestamptz NOT NULL DEFAULT public.clock_now(),
  CONSTRAINT "a webhook has a name of its own" UNIQUE (name),
  CONSTRAINT "a format is generic, slack or pagerduty"
    CHECK (format IN ('generic', 'slack', 'pagerduty')),
  CONSTRAINT "only a pagerduty webhook has a routing key"
    CHECK ((format = 'pagerduty') = (routing_key IS NOT NULL)),
  CONSTRAINT "a webhook wants at least one kind" CHECK (cardinality(kinds) > 0),
  CONSTRAINT "a webhook wants severities that there are"
    CHECK (cardinality(severities) > 0 AND severities <@ ARRAY['high', 'medium', 'low']),
  CONSTRAINT "a previous secret was rotated away"
    CHECK (previous_secret IS NULL OR rotated_at IS NOT NULL)
);

COMMENT ON COLUMN response.webhooks.kinds IS 'The events to send; NULL: all of incident.*.';
COMMENT ON COLUMN response.webhooks.severities IS
  'Only of incidents that are so severe when the event is queued; NULL: of all.';
COMMENT ON COLUMN response.webhooks.secret IS 'What messages are signed with. No answer has it.';
COMMENT ON COLUMN response.webhooks.previous_secret IS
  'Signs, too, for 24 hours after rotated_at.';

CREATE INDEX webhooks_by_age ON response.webhooks (created_at DESC, id DESC);

-- A message to one endpoint about one event. Waiting until it is delivered or dead.
CREATE TABLE response.deliveries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  webhook_id bigint NOT NULL REFERENCES response.webhooks ON DELETE CASCADE,
  kind text NOT NULL,
  event_id bigint,
  incident_id bigint,
  message_id text NOT NULL DEFAULT 'msg_' || replace(gen_random_uuid()::text, '-', ''),
  attempts integer NOT NULL DEFAULT 0,
  queued_at timestamptz NOT NULL DEFAULT public.clock_now(),
  due_at timestamptz NOT NULL DEFAULT public.clock_now(),
  claimed_until timestamptz,
  last_status integer,
  last_error text,
  delivered_at timestamptz,
  died_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT public.clock_now(),
  CONSTRAINT "a delivery ends once" CHECK (delivered_at IS NULL OR died_at IS NULL),
  CONSTRAINT "a dead delivery says why" CHECK (died_at IS NULL OR last_error IS NOT NULL),
  CONSTRAINT "a delivery without an event is a test"
    CHECK ((event_id IS NULL) = (kind = 'webhook.test'))
);

COMMENT ON COLUMN response.deliveries.attempts IS
  'How often it was claimed, which is counted before it is sent.';
COMMENT ON COLUMN response.deliveries.queued_at IS
  'When the 24 hours of attempts began: a redrive begins them anew.';
COMMENT ON COLUMN response.deliveries.claimed_until IS
  'Until when a program has it in hand; then whoever comes may take it.';

-- An event is queued once for each endpoint, whoever queues it and how often.
CREATE UNIQUE INDEX one_delivery_per_event ON response.deliveries (webhook_id, event_id)
  WHERE event_id IS NOT NULL;
CREATE INDEX deliveries_due ON response.deliveries (webhook_id, due_at, id)
  WHERE delivered_at IS NULL AND died_at IS NULL;
-- What waits of one incident, in order.
CREATE INDEX deliveries_waiting ON response.deliveries (webhook_id, incident_id, id)
  WHERE delivered_at IS NULL AND died_at IS NULL;
CREATE INDEX deliveries_by_age ON response.deliveries (webhook_id, created_at DESC, id DESC);

-- How far the ledger has been read: every event of a transaction before this one is queued.
CREATE TABLE response.delivery_place (
  id integer PRIMARY KEY DEFAULT 1,
  xid xid8 NOT NULL,
  CONSTRAINT "there is one place" CHECK (id = 1)
);

INSERT INTO response.delivery_place (xid) VALUES (pg_snapshot_xmin(pg_current_snapshot()));

GRANT SELECT, INSERT, UPDATE, DELETE ON response.webhooks TO incident_service;
GRANT SELECT, INSERT, UPDATE ON response.deliveries TO incident_service;
GRANT SELECT, UPDATE ON response.delivery_place TO incident_service;
