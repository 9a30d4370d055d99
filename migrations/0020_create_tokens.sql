-- By what programs and people show who they are. Of a token there is only its SHA-256, of which
-- nobody makes the token again: it is 32 random bytes.

CREATE SCHEMA access;

COMMENT ON SCHEMA access IS 'Who may ask the services; written by the owner.';

CREATE TABLE access.tokens (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hash bytea NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT public.clock_now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  CONSTRAINT "a token is one of its kind" UNIQUE (hash),
  CONSTRAINT "a hash is a SHA-256" CHECK (octet_length(hash) = 32),
  CONSTRAINT "a token has a name" CHECK (char_length(name) BETWEEN 1 AND 200),
  CONSTRAINT "a role is one of those that there are"
    CHECK (role IN ('requester', 'agent', 'responder', 'auditor', 'admin'))
);

COMMENT ON COLUMN access.tokens.hash IS 'SHA-256 of the text of the token.';
COMMENT ON COLUMN access.tokens.name IS
  'Who has it: the actor in the ledger. Several may have one name, such as an old and a new one.';
COMMENT ON COLUMN access.tokens.last_used_at IS 'To the minute: it is written now and then.';

CREATE FUNCTION access.announce_tokens() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM pg_notify('tokens', '');
  RETURN NULL;
END
$$;

-- The services keep what they know of tokens, until they hear that something is otherwise.
CREATE TRIGGER tokens_are_announced
  AFTER INSERT OR DELETE OR UPDATE OF hash, name, role, expires_at, revoked_at ON access.tokens
  FOR EACH STATEMENT EXECUTE FUNCTION access.announce_tokens();

GRANT USAGE ON SCHEMA access TO ticket_service, incident_service;
GRANT SELECT, UPDATE (last_used_at) ON access.tokens TO ticket_service, incident_service;

-- The ledger tells of tokens, too.
ALTER TABLE ledger.events
  DROP CONSTRAINT "an event is about a ticket or an incident",
  ADD CONSTRAINT "an event is about a ticket, an incident or a token"
    CHECK (ticket_id IS NOT NULL OR incident_id IS NOT NULL OR kind LIKE 'token.%');
