-- SLA clocks follow the ledger: how far they are, and what they promise at first.

-- One row, locked by whoever applies a batch, in the transaction that changes the clocks. So each
-- event is applied once, however many programs look, and whenever one of them is killed.
CREATE TABLE response.sla_place (
  single boolean PRIMARY KEY DEFAULT true,
  xid xid8 NOT NULL,
  id bigint NOT NULL,
  CONSTRAINT "there is one place" CHECK (single)
);

COMMENT ON TABLE response.sla_place IS 'Up to which event of the feed the clocks are kept.';

-- What happened before any policy was in effect starts no clock.
INSERT INTO response.sla_place (xid, id) VALUES (pg_snapshot_xmin(pg_current_snapshot()), 0);

-- The feed is not always in the order of one subject: a transaction may have begun before another
-- and have waited for it. The numbers of a subject's events are, because they are drawn under the
-- lock of its row. So whoever applies an event applies those of smaller numbers first.
CREATE TABLE response.sla_turns (
  subject text NOT NULL,
  subject_id bigint NOT NULL,
  event_id bigint NOT NULL,
  PRIMARY KEY (subject, subject_id),
  CONSTRAINT "a subject is a ticket or an incident" CHECK (subject IN ('ticket', 'incident'))
);

COMMENT ON TABLE response.sla_turns IS
  'Of a ticket or an incident that was changed: the last event that was applied to its clocks.';

CREATE TABLE response.sla_failures (
  event_id bigint PRIMARY KEY,
  error text NOT NULL,
  failed_at timestamptz NOT NULL DEFAULT public.clock_now()
);

COMMENT ON TABLE response.sla_failures IS 'Events that could not be applied and were passed over.';

GRANT SELECT, UPDATE ON response.sla_place TO incident_service;
GRANT SELECT, INSERT, UPDATE ON response.sla_turns TO incident_service;
GRANT SELECT, INSERT ON response.sla_failures TO incident_service;

-- The first policies. Their rank leaves room before them.
WITH calendar AS (
  INSERT INTO response.sla_calendars (name, zone, windows, note)
  VALUES ('around the clock', 'UTC', '{mon-sun 00:00-00:00}', 'The first one')
  RETURNING version
)
INSERT INTO response.sla_policies (
  name, subject, priorities, rank, calendar, first_response, acknowledgement, resolution, paused_in,
  note)
SELECT
  first.name, first.subject, first.priorities, 1000, calendar.version, first.first_response,
  first.acknowledgement, first.resolution, first.paused_in, 'The first one'
FROM calendar
CROSS JOIN (
  VALUES
    ('high tickets', 'ticket', '{high}'::text[], interval '1:00', NULL::interval,
      interval '8:00', '{waiting}'::text[]),
    ('medium tickets', 'ticket', '{medium}', '4:00', NULL, '24:00', '{waiting}'),
    ('low tickets', 'ticket', '{low}', '8:00', NULL, '72:00', '{waiting}'),
    ('high incidents', 'incident', '{high}', NULL, '0:15', '4:00', '{}'),
    ('medium incidents', 'incident', '{medium}', NULL, '1:00', '8:00', '{}'),
    ('low incidents', 'incident', '{low}', NULL, '4:00', '24:00', '{}')
) AS first (
  name, subject, priorities, first_response, acknowledgement, resolution, paused_in);
