-- What the migrations make of an empty database, in the words of PostgreSQL 15.
-- For readers: script/schema writes it, and nothing applies it.

CREATE ROLE incident_service LOGIN;
CREATE ROLE reporter LOGIN;
CREATE ROLE ticket_service LOGIN;

CREATE SCHEMA intake;

COMMENT ON SCHEMA intake IS 'Tickets and what belongs to them; written by ticket_service.';

CREATE SCHEMA ledger;

COMMENT ON SCHEMA ledger IS 'Every change, append-only; inserted by both services.';

CREATE SCHEMA relay;

COMMENT ON SCHEMA relay IS 'Escalations waiting to be taken, gone once taken.';

CREATE SCHEMA reporting;

COMMENT ON SCHEMA reporting IS 'Views and nothing else; read by reporter.';

CREATE SCHEMA response;

COMMENT ON SCHEMA response IS 'Incidents and what belongs to them; written by incident_service.';

CREATE FUNCTION intake.announce_ruleset() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM pg_notify('rulesets', '');
  RETURN NULL;
END
$$;

CREATE FUNCTION intake.searchable(title text, description text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_tsvector('english'::regconfig, ((title || ' '::text) || description));

CREATE FUNCTION ledger.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE FUNCTION public.clock_now() RETURNS timestamp with time zone
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN statement_timestamp();

COMMENT ON FUNCTION public.clock_now() IS 'The time, for everything in this database.';

CREATE FUNCTION response.refuse_missing_ticket(id bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'there is no ticket %', id USING ERRCODE = 'foreign_key_violation';
END
$$;

CREATE TABLE intake.comments (
    id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    visibility text NOT NULL,
    text text NOT NULL,
    author text NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    CONSTRAINT "a comment has 1 to 20000 characters" CHECK (((char_length(text) >= 1) AND (char_length(text) <= 20000))),
    CONSTRAINT "a comment is public or internal" CHECK ((visibility = ANY (ARRAY['public'::text, 'internal'::text])))
);

COMMENT ON COLUMN intake.comments.visibility IS 'public: also for who reported the trouble; internal: for the desk alone.';

ALTER TABLE intake.comments ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME intake.comments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE intake.idempotency_keys (
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    ticket_id bigint NOT NULL
);

CREATE TABLE intake.kept_answers (
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status smallint NOT NULL,
    headers jsonb NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL
);

CREATE TABLE intake.rulesets (
    version integer NOT NULL,
    document jsonb NOT NULL,
    note text NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    CONSTRAINT "a ruleset has rules, a default and what escalates" CHECK (((jsonb_typeof((document -> 'rules'::text)) = 'array'::text) AND (jsonb_typeof((document -> 'default'::text)) = 'string'::text) AND (jsonb_typeof((document -> 'escalate'::text)) = 'array'::text)))
);

ALTER TABLE intake.rulesets ALTER COLUMN version ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME intake.rulesets_version_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE intake.tickets (
    id bigint NOT NULL,
    title text NOT NULL,
    description text NOT NULL,
    category text NOT NULL,
    priority text NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    triage_decided_by text NOT NULL,
    triage_ruleset integer NOT NULL,
    triage_matched jsonb NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    updated_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    CONSTRAINT "a category is one of four" CHECK ((category = ANY (ARRAY['security'::text, 'network'::text, 'hardware'::text, 'software'::text]))),
    CONSTRAINT "a description has 1 to 20000 characters" CHECK (((char_length(description) >= 1) AND (char_length(description) <= 20000))),
    CONSTRAINT "a priority is high, medium or low" CHECK ((priority = ANY (ARRAY['high'::text, 'medium'::text, 'low'::text]))),
    CONSTRAINT "a ticket status is one of five" CHECK ((status = ANY (ARRAY['open'::text, 'in_progress'::text, 'waiting'::text, 'resolved'::text, 'closed'::text]))),
    CONSTRAINT "a title has 1 to 200 characters" CHECK (((char_length(title) >= 1) AND (char_length(title) <= 200))),
    CONSTRAINT "triage is decided by rules, by default or by a person" CHECK ((triage_decided_by = ANY (ARRAY['rules'::text, 'default'::text, 'person'::text])))
);

COMMENT ON COLUMN intake.tickets.triage_matched IS 'Terms found: [{"term", "field", "offset"}], the offset in characters from 0.';

COMMENT ON COLUMN intake.tickets.version IS 'Grows by one with every change; the ETag.';

ALTER TABLE intake.tickets ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME intake.tickets_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE ledger.events (
    id bigint NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    kind text NOT NULL,
    ticket_id bigint,
    incident_id bigint,
    actor text NOT NULL,
    request_id text,
    traceparent text,
    before jsonb,
    after jsonb,
    CONSTRAINT "an event is about a ticket or an incident" CHECK (((ticket_id IS NOT NULL) OR (incident_id IS NOT NULL))),
    CONSTRAINT "an event is named noun.verb" CHECK ((kind ~ '^[a-z]+\.[a-z_]+$'::text))
);

COMMENT ON COLUMN ledger.events.before IS 'The members that changed, as they were.';

COMMENT ON COLUMN ledger.events.after IS 'The members that changed, as they are now.';

ALTER TABLE ledger.events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.schema_migrations (
    number integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE relay.escalations (
    id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    severity text NOT NULL,
    actor text NOT NULL,
    request_id text,
    traceparent text,
    queued_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    due_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text,
    died_at timestamp with time zone,
    CONSTRAINT "a dead escalation says why" CHECK (((died_at IS NULL) OR (last_error IS NOT NULL))),
    CONSTRAINT "a severity is high, medium or low" CHECK ((severity = ANY (ARRAY['high'::text, 'medium'::text, 'low'::text])))
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000', autovacuum_vacuum_insert_threshold='-1', autovacuum_analyze_scale_factor='0', autovacuum_analyze_threshold='10000', fillfactor='70');

COMMENT ON COLUMN relay.escalations.queued_at IS 'When the ticket became escalatable.';

ALTER TABLE relay.escalations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME relay.escalations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE response.incidents (
    id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    title text NOT NULL,
    description text NOT NULL,
    severity text NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    assignee text,
    escalatable_at timestamp with time zone NOT NULL,
    acknowledged_at timestamp with time zone,
    resolved_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    updated_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    merged_into bigint,
    holds_ticket boolean DEFAULT false NOT NULL,
    CONSTRAINT "a merged incident is closed" CHECK (((merged_into IS NULL) OR (status = 'closed'::text))),
    CONSTRAINT "a resolved incident says when" CHECK (((status <> ALL (ARRAY['resolved'::text, 'closed'::text])) OR (resolved_at IS NOT NULL) OR (merged_into IS NOT NULL))),
    CONSTRAINT "a severity is high, medium or low" CHECK ((severity = ANY (ARRAY['high'::text, 'medium'::text, 'low'::text]))),
    CONSTRAINT "an acknowledged incident says when" CHECK (((status <> 'acknowledged'::text) OR (acknowledged_at IS NOT NULL))),
    CONSTRAINT "an incident is merged into another one" CHECK ((merged_into <> id)),
    CONSTRAINT "an incident status is one of four" CHECK ((status = ANY (ARRAY['open'::text, 'acknowledged'::text, 'resolved'::text, 'closed'::text]))),
    CONSTRAINT "only a merged incident holds its ticket" CHECK (((NOT holds_ticket) OR (merged_into IS NOT NULL)))
);

COMMENT ON COLUMN response.incidents.escalatable_at IS 'When the ticket became escalatable; created_at minus this is the escalation lag.';

COMMENT ON COLUMN response.incidents.version IS 'Grows by one with every change; the ETag.';

COMMENT ON COLUMN response.incidents.merged_into IS 'The survivor, which is never merged itself: a later merge of it leads all of them on.';

COMMENT ON COLUMN response.incidents.holds_ticket IS 'Of a merged incident: whether the survivor is open, and with it the ticket taken.';

CREATE VIEW reporting.daily AS
 SELECT days.day,
    count(DISTINCT tickets.id) AS tickets,
    count(DISTINCT tickets.id) FILTER (WHERE (tickets.priority = 'high'::text)) AS high_tickets,
    count(DISTINCT incidents.id) AS incidents
   FROM ((( SELECT generate_series(date_trunc('day'::text, ( SELECT min(tickets_1.created_at) AS min
                   FROM intake.tickets tickets_1), 'UTC'::text), date_trunc('day'::text, public.clock_now(), 'UTC'::text), '1 day'::interval) AS day) days
     LEFT JOIN intake.tickets tickets ON ((date_trunc('day'::text, tickets.created_at, 'UTC'::text) = days.day)))
     LEFT JOIN response.incidents incidents ON ((incidents.ticket_id = tickets.id)))
  GROUP BY days.day
  ORDER BY days.day;

COMMENT ON VIEW reporting.daily IS 'Tickets by the UTC day of their creation; empty days appear.';

CREATE VIEW reporting.dead_escalations AS
 SELECT escalations.id,
    escalations.ticket_id,
    escalations.severity,
    escalations.queued_at,
    escalations.attempts,
    escalations.died_at,
    escalations.last_error
   FROM relay.escalations
  WHERE (escalations.died_at IS NOT NULL);

COMMENT ON VIEW reporting.dead_escalations IS 'Escalations that failed too often and wait for somebody to look.';

CREATE VIEW reporting.events AS
 SELECT events.id,
    events.at,
    events.kind,
    events.ticket_id,
    events.incident_id,
    events.actor,
    events.request_id
   FROM ledger.events;

COMMENT ON VIEW reporting.events IS 'The ledger without the contents of the changes.';

CREATE VIEW reporting.incidents AS
 SELECT incidents.id,
    incidents.ticket_id,
    incidents.title,
    incidents.severity,
    incidents.status,
    incidents.assignee,
    incidents.escalatable_at,
    incidents.created_at,
    incidents.acknowledged_at,
    incidents.resolved_at,
    (incidents.created_at - incidents.escalatable_at) AS escalation_lag,
    (incidents.acknowledged_at - incidents.created_at) AS time_to_acknowledge,
    (incidents.resolved_at - incidents.created_at) AS time_to_resolve,
    incidents.merged_into
   FROM response.incidents;

COMMENT ON VIEW reporting.incidents IS 'A row per incident with its three durations; those that have not ended are NULL. A merged incident has none but the lag: its times are those of the survivor.';

CREATE VIEW reporting.tickets AS
 SELECT tickets.id,
    tickets.title,
    tickets.category,
    tickets.priority,
    tickets.status,
    tickets.triage_decided_by,
    tickets.triage_ruleset,
    tickets.created_at,
    tickets.updated_at
   FROM intake.tickets;

COMMENT ON VIEW reporting.tickets IS 'A row per ticket, without its description.';

CREATE TABLE response.idempotency_keys (
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status smallint NOT NULL,
    headers jsonb NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL
);

CREATE TABLE response.incident_links (
    incident_id bigint NOT NULL,
    other_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT public.clock_now() NOT NULL,
    CONSTRAINT "a link is kept once, under the smaller id" CHECK ((incident_id < other_id))
);

CREATE VIEW response.incident_tickets AS
 SELECT COALESCE(incidents.merged_into, incidents.id) AS incident_id,
    incidents.ticket_id
   FROM response.incidents;

COMMENT ON VIEW response.incident_tickets IS 'Every incident that is not merged with its tickets, also those that came to it by merging.';

ALTER TABLE response.incidents ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME response.incidents_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY intake.comments
    ADD CONSTRAINT comments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY intake.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (key);

ALTER TABLE ONLY intake.kept_answers
    ADD CONSTRAINT kept_answers_pkey PRIMARY KEY (key);

ALTER TABLE ONLY intake.rulesets
    ADD CONSTRAINT rulesets_pkey PRIMARY KEY (version);

ALTER TABLE ONLY intake.tickets
    ADD CONSTRAINT tickets_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ledger.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (number);

ALTER TABLE ONLY relay.escalations
    ADD CONSTRAINT escalations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY response.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (key);

ALTER TABLE ONLY response.incident_links
    ADD CONSTRAINT incident_links_pkey PRIMARY KEY (incident_id, other_id);

ALTER TABLE ONLY response.incidents
    ADD CONSTRAINT incidents_pkey PRIMARY KEY (id);

CREATE INDEX comments_of_a_ticket ON intake.comments USING btree (ticket_id, id);

CREATE INDEX idempotency_keys_by_age ON intake.idempotency_keys USING btree (created_at);

CREATE INDEX kept_answers_created_at_idx ON intake.kept_answers USING btree (created_at);

CREATE INDEX tickets_by_age ON intake.tickets USING btree (created_at DESC, id DESC);

CREATE INDEX tickets_by_category ON intake.tickets USING btree (category, created_at DESC, id DESC);

CREATE INDEX tickets_by_priority ON intake.tickets USING btree (priority, created_at DESC, id DESC);

CREATE INDEX tickets_by_status ON intake.tickets USING btree (status, created_at DESC, id DESC);

CREATE INDEX tickets_by_words ON intake.tickets USING gin (intake.searchable(title, description)) WITH (gin_pending_list_limit='256');

CREATE INDEX events_of_a_ticket ON ledger.events USING btree (ticket_id, id) WHERE (ticket_id IS NOT NULL);

CREATE INDEX events_of_an_incident ON ledger.events USING btree (incident_id, id) WHERE (incident_id IS NOT NULL);

CREATE INDEX escalations_due ON relay.escalations USING btree (due_at, id) WHERE (died_at IS NULL);

CREATE INDEX idempotency_keys_created_at_idx ON response.idempotency_keys USING btree (created_at);

CREATE INDEX incident_links_back ON response.incident_links USING btree (other_id, incident_id);

CREATE INDEX incidents_by_age ON response.incidents USING btree (created_at DESC, id DESC);

CREATE INDEX incidents_by_severity ON response.incidents USING btree (severity, created_at DESC, id DESC);

CREATE INDEX incidents_by_status ON response.incidents USING btree (status, created_at DESC, id DESC);

CREATE INDEX incidents_by_survivor ON response.incidents USING btree (merged_into, id) WHERE (merged_into IS NOT NULL);

CREATE INDEX incidents_by_ticket ON response.incidents USING btree (ticket_id, created_at DESC, id DESC);

CREATE UNIQUE INDEX one_open_incident_per_ticket ON response.incidents USING btree (ticket_id) WHERE ((status = ANY (ARRAY['open'::text, 'acknowledged'::text])) OR holds_ticket);

CREATE TRIGGER rulesets_are_announced AFTER INSERT ON intake.rulesets FOR EACH STATEMENT EXECUTE FUNCTION intake.announce_ruleset();

CREATE TRIGGER events_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.events FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

ALTER TABLE ONLY response.incident_links
    ADD CONSTRAINT incident_links_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES response.incidents(id);

ALTER TABLE ONLY response.incident_links
    ADD CONSTRAINT incident_links_other_id_fkey FOREIGN KEY (other_id) REFERENCES response.incidents(id);

GRANT USAGE ON SCHEMA intake TO ticket_service;
GRANT USAGE ON SCHEMA intake TO incident_service;

GRANT USAGE ON SCHEMA ledger TO ticket_service;
GRANT USAGE ON SCHEMA ledger TO incident_service;

GRANT USAGE ON SCHEMA relay TO ticket_service;
GRANT USAGE ON SCHEMA relay TO incident_service;

GRANT USAGE ON SCHEMA reporting TO reporter;

GRANT USAGE ON SCHEMA response TO ticket_service;
GRANT USAGE ON SCHEMA response TO incident_service;

GRANT SELECT,INSERT ON TABLE intake.comments TO ticket_service;

GRANT SELECT,INSERT,DELETE ON TABLE intake.idempotency_keys TO ticket_service;

GRANT SELECT,INSERT,DELETE ON TABLE intake.kept_answers TO ticket_service;

GRANT SELECT ON TABLE intake.rulesets TO ticket_service;
GRANT SELECT ON TABLE intake.rulesets TO incident_service;

GRANT SELECT,INSERT,UPDATE ON TABLE intake.tickets TO ticket_service;
GRANT SELECT ON TABLE intake.tickets TO incident_service;

GRANT USAGE ON SEQUENCE intake.tickets_id_seq TO ticket_service;

GRANT SELECT,INSERT ON TABLE ledger.events TO ticket_service;
GRANT SELECT,INSERT ON TABLE ledger.events TO incident_service;

GRANT SELECT ON TABLE public.schema_migrations TO ticket_service;
GRANT SELECT ON TABLE public.schema_migrations TO incident_service;

GRANT SELECT,INSERT ON TABLE relay.escalations TO ticket_service;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE relay.escalations TO incident_service;

GRANT SELECT,INSERT,UPDATE ON TABLE response.incidents TO incident_service;
GRANT SELECT ON TABLE response.incidents TO ticket_service;

GRANT SELECT ON TABLE reporting.daily TO reporter;

GRANT SELECT ON TABLE reporting.dead_escalations TO reporter;

GRANT SELECT ON TABLE reporting.events TO reporter;

GRANT SELECT ON TABLE reporting.incidents TO reporter;

GRANT SELECT ON TABLE reporting.tickets TO reporter;

GRANT SELECT,INSERT,DELETE ON TABLE response.idempotency_keys TO incident_service;

GRANT SELECT,INSERT,DELETE ON TABLE response.incident_links TO incident_service;

GRANT SELECT ON TABLE response.incident_tickets TO ticket_service;
GRANT SELECT ON TABLE response.incident_tickets TO incident_service;
