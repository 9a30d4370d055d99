-- From where a change was asked for, and a chain of seals by which anybody can prove that the
-- ledger is as it was written. docs/audit.md says what is sealed, and how to recompute it.

ALTER TABLE ledger.events ADD COLUMN address inet;
ALTER TABLE relay.escalations ADD COLUMN address inet;
ALTER TABLE relay.resolutions ADD COLUMN address inet;

COMMENT ON COLUMN ledger.events.address IS
  'From where the request came; NULL where a program did it by itself.';

-- The canonical form: one line. jsonb has one text for one value: members in an order that does not
-- depend on how they were written, numbers as they are, no line feeds. Every other member is made a
-- text or a number here, whatever the session's time zone, DateStyle or locale are.
CREATE FUNCTION ledger.canonical(event ledger.events) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN jsonb_build_object(
    'at', to_char((event).at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'kind', (event).kind,
    'ticket_id', (event).ticket_id,
    'incident_id', (event).incident_id,
    'actor', (event).actor,
    'address', host((event).address),
    'request_id', (event).request_id,
    'traceparent', (event).traceparent,
    'before', (event).before,
    'after', (event).after)::text;

COMMENT ON FUNCTION ledger.canonical IS 'What an event says, as one line that never differs.';

-- With the line feed, so that it is what sha256sum says of psql's output.
CREATE FUNCTION ledger.digest(event ledger.events) RETURNS bytea
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN sha256(convert_to(ledger.canonical(event) || E'\n', 'UTF8'));

COMMENT ON FUNCTION ledger.digest IS 'The SHA-256 of the canonical form and a line feed.';

-- A seal is made of a head, `seal NUMBER TIME PREVIOUS`, and of a line for each event, `XID-ID
-- DIGEST`, each with its line feed.
CREATE FUNCTION ledger.seal_hash(
  number bigint, sealed_at timestamptz, previous bytea, xids xid8[], ids bigint[], digests bytea[]
) RETURNS bytea
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN sha256(convert_to(
    format(
      E'seal %s %s %s\n', number,
      to_char(sealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      encode(previous, 'hex'))
    || (
      SELECT string_agg(
        line.xid || '-' || line.id || ' ' || encode(line.digest, 'hex') || E'\n', ''
        ORDER BY line.position)
      FROM unnest(xids, ids, digests) WITH ORDINALITY AS line (xid, id, digest, position)
    ), 'UTF8'));

COMMENT ON FUNCTION ledger.seal_hash IS 'The SHA-256 of a seal, which the next one contains.';

CREATE TABLE ledger.seals (
  number bigint PRIMARY KEY,
  -- Which events, in the order of the feed, and what each said.
  xids xid8[] NOT NULL,
  ids bigint[] NOT NULL,
  digests bytea[] NOT NULL,
  previous bytea NOT NULL,
  hash bytea NOT NULL,
  sealed_at timestamptz NOT NULL DEFAULT public.clock_now(),
  events integer NOT NULL GENERATED ALWAYS AS (cardinality(ids)) STORED,
  last_xid xid8 NOT NULL GENERATED ALWAYS AS (xids[cardinality(xids)]) STORED,
  last_id bigint NOT NULL GENERATED ALWAYS AS (ids[cardinality(ids)]) STORED,
  CONSTRAINT "a seal seals something" CHECK (cardinality(ids) > 0),
  CONSTRAINT "each sealed event has a place and a digest"
    CHECK (cardinality(xids) = cardinality(ids) AND cardinality(digests) = cardinality(ids)),
  CONSTRAINT "the chain does not fork" UNIQUE (previous)
);

-- Random bytes do not become smaller.
ALTER TABLE ledger.seals ALTER COLUMN digests SET STORAGE EXTERNAL;

COMMENT ON TABLE ledger.seals IS 'Batches of events, each chained to the one before. Append-only.';
COMMENT ON COLUMN ledger.seals.digests IS 'ledger.digest of each event.';
COMMENT ON COLUMN ledger.seals.previous IS
  'The hash of the seal before this one; 32 zero bytes in the first.';
COMMENT ON COLUMN ledger.seals.hash IS 'ledger.seal_hash of this seal.';

CREATE TRIGGER seals_are_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.seals
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

GRANT SELECT, INSERT ON ledger.seals TO incident_service;
GRANT SELECT ON ledger.seals TO ticket_service;
