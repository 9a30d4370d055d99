-- The rest of the life cycle of incidents and tickets.

-- Incidents that turn out to be one are merged: the one is closed and leads to the survivor. While
-- the survivor is open, it is the open incident of both tickets, and none is opened for either.

ALTER TABLE response.incidents
  ADD COLUMN merged_into bigint,
  ADD COLUMN holds_ticket boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT "a resolved incident says when",
  ADD CONSTRAINT "a resolved incident says when"
    CHECK (
      status NOT IN ('resolved', 'closed')
      OR resolved_at IS NOT NULL
      OR merged_into IS NOT NULL
    ),
  ADD CONSTRAINT "a merged incident is closed" CHECK (merged_into IS NULL OR status = 'closed'),
  ADD CONSTRAINT "an incident is merged into another one" CHECK (merged_into <> id),
  ADD CONSTRAINT "only a merged incident holds its ticket"
    CHECK (NOT holds_ticket OR merged_into IS NOT NULL);

COMMENT ON COLUMN response.incidents.merged_into IS
  'The survivor, which is never merged itself: a later merge of it leads all of them on.';
COMMENT ON COLUMN response.incidents.holds_ticket IS
  'Of a merged incident: whether the survivor is open, and with it the ticket taken.';

CREATE INDEX incidents_by_survivor ON response.incidents (merged_into, id)
  WHERE merged_into IS NOT NULL;

-- Promise 2 again, and now a ticket counts as having an open incident while the survivor is open.
DROP INDEX response.one_open_incident_per_ticket;
CREATE UNIQUE INDEX one_open_incident_per_ticket ON response.incidents (ticket_id)
  WHERE status IN ('open', 'acknowledged') OR holds_ticket;

-- Which incidents a ticket led to. A survivor has its own ticket and those of the merged ones.
CREATE VIEW response.incident_tickets AS
SELECT coalesce(merged_into, id) AS incident_id, ticket_id
FROM response.incidents;

COMMENT ON VIEW response.incident_tickets IS
  'Every incident that is not merged with its tickets, also those that came to it by merging.';

-- Incidents that have to do with each other. A link has no direction.
CREATE TABLE response.incident_links (
  incident_id bigint NOT NULL REFERENCES response.incidents,
  other_id bigint NOT NULL REFERENCES response.incidents,
  created_at timestamptz NOT NULL DEFAULT public.clock_now(),
  PRIMARY KEY (incident_id, other_id),
  CONSTRAINT "a link is kept once, under the smaller id" CHECK (incident_id < other_id)
);

CREATE INDEX incident_links_back ON response.incident_links (other_id, incident_id);

GRANT SELECT ON response.incident_tickets TO ticket_service, incident_service;
GRANT SELECT, INSERT, DELETE ON response.incident_links TO incident_service;

-- What people say about a ticket. A comment never changes.
CREATE TABLE intake.comments (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_id bigint NOT NULL,
  visibility text NOT NULL,
  text text NOT NULL,
  author text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT public.clock_now(),
  CONSTRAINT "a comment is public or internal" CHECK (visibility IN ('public', 'internal')),
  CONSTRAINT "a comment has 1 to 20000 characters" CHECK (char_length(text) BETWEEN 1 AND 20000)
);

COMMENT ON COLUMN intake.comments.visibility IS
  'public: also for who reported the trouble; internal: for the desk alone.';

CREATE INDEX comments_of_a_ticket ON intake.comments (ticket_id, id);

-- Answers to requests that came with an Idempotency-Key, but for those of POST /tickets, which are
-- made again of the ticket.
CREATE TABLE intake.kept_answers (LIKE response.idempotency_keys INCLUDING ALL);

GRANT SELECT, INSERT ON intake.comments TO ticket_service;
GRANT SELECT, INSERT, DELETE ON intake.kept_answers TO ticket_service;
