-- Tokens over HTTP: admins make and revoke them by the incident service. The ticket service makes
-- none, and nobody makes a revoked one worth anything again.

GRANT INSERT (hash, name, role, expires_at), UPDATE (revoked_at) ON access.tokens
  TO incident_service;

CREATE FUNCTION access.refuse_revival() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION 'a revoked token stays revoked' USING ERRCODE = 'insufficient_privilege';
END
$$;

-- Whoever asks, the owner included.
CREATE TRIGGER revoked_tokens_stay_revoked
  BEFORE UPDATE ON access.tokens
  FOR EACH ROW
  WHEN (OLD.revoked_at IS DISTINCT FROM NEW.revoked_at AND OLD.revoked_at IS NOT NULL)
  EXECUTE FUNCTION access.refuse_revival();

CREATE INDEX tokens_by_age ON access.tokens (created_at DESC, id DESC);

COMMENT ON SCHEMA access IS
  'Who may ask the services; written by the owner, and by the incident service for admins.';
COMMENT ON COLUMN access.tokens.revoked_at IS 'From when on it is worth nothing; set once.';
