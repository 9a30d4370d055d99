-- What lets each service do its work in one statement: a ticket's id is drawn before it is stored,
-- and a key of POST /tickets points at its ticket, of which the first answer can be made again.

GRANT USAGE ON SEQUENCE intake.tickets_id_seq TO ticket_service;

ALTER TABLE intake.idempotency_keys ADD COLUMN ticket_id bigint;

UPDATE intake.idempotency_keys
SET ticket_id = substring(headers ->> 'Location' FROM '[0-9]+$')::bigint;

ALTER TABLE intake.idempotency_keys
  ALTER COLUMN ticket_id SET NOT NULL,
  DROP COLUMN status,
  DROP COLUMN headers,
  DROP COLUMN body;

-- For a statement that must fail as a whole where a ticket is not there.
CREATE FUNCTION response.refuse_missing_ticket(id bigint) RETURNS bigint
  LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION 'there is no ticket %', id USING ERRCODE = 'foreign_key_violation';
END
$$;
