-- Who reported a ticket, who works on it, and by what words the desk sorts it.

ALTER TABLE intake.tickets
  ADD COLUMN requester text,
  ADD COLUMN assignee text,
  ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
  ADD CONSTRAINT "a requester has 1 to 254 characters"
    CHECK (char_length(requester) BETWEEN 1 AND 254),
  ADD CONSTRAINT "an assignee has 1 to 200 characters"
    CHECK (char_length(assignee) BETWEEN 1 AND 200),
  ADD CONSTRAINT "a ticket has at most 20 tags, and each is a word"
    CHECK (
      tags = '{}'
      -- PostgreSQL puts quotes around what is no such word, and around the word null.
      OR cardinality(tags) <= 20
      AND tags::text ~ '^((\{|,)("null"|[a-z0-9_.:-]{1,50}))+\}$'
    );

COMMENT ON COLUMN intake.tickets.requester IS 'Who reported the trouble: a name, an address.';
COMMENT ON COLUMN intake.tickets.tags IS 'Sorted, each once.';

-- A ticket that has none of them costs these indexes nothing.
CREATE INDEX tickets_by_requester ON intake.tickets (requester, created_at DESC, id DESC)
  WHERE requester IS NOT NULL;
CREATE INDEX tickets_by_assignee ON intake.tickets (assignee, created_at DESC, id DESC)
  WHERE assignee IS NOT NULL;
CREATE INDEX tickets_by_tag ON intake.tickets USING gin (tags)
  WITH (gin_pending_list_limit = 256)
  WHERE tags <> '{}';
