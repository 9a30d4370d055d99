-- What is personal: who reported, who did it and from where, and what people wrote. It is read by
-- reporter_personal alone.

CREATE VIEW reporting.personal_tickets AS
SELECT id, title, description, requester, assignee, tags, created_at
FROM intake.tickets;

COMMENT ON VIEW reporting.personal_tickets IS
  'A row per ticket: who reported it and its words, as they are now.';

CREATE VIEW reporting.personal_comments AS
SELECT id, ticket_id, visibility, text, author, created_at
FROM intake.comments;

COMMENT ON VIEW reporting.personal_comments IS 'A row per comment on a ticket.';

CREATE VIEW reporting.personal_incidents AS
SELECT id, ticket_id, title, description, assignee, created_at
FROM response.incidents;

COMMENT ON VIEW reporting.personal_incidents IS
  'A row per incident: its words, as they are now.';

CREATE VIEW reporting.personal_events AS
SELECT id, at, kind, ticket_id, incident_id, actor, address, request_id, before, after
FROM ledger.events
WHERE kind LIKE 'ticket.%' OR kind LIKE 'incident.%';

COMMENT ON VIEW reporting.personal_events IS
  'A row per change, from the ledger: who made it, from where, and all that changed.';
