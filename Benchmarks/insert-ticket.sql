-- pgbench's part of script/bench: the least that storing a ticket can be, one row into the same
-- table with the same indexes, by one prepared statement. No ledger, no triage, no hand-off, no
-- HTTP.
\set number random(0, 23)
INSERT INTO intake.tickets
  (title, description, category, priority, triage_decided_by, triage_ruleset, triage_matched)
VALUES (
  'Printer on floor ' || :number || ' prints blank pages',
  'The printer next to room ' || :number || ' takes the job, feeds paper and prints nothing '
    'at all. Toner was replaced last week. Other people have the same problem with it.',
  'hardware', 'low', 'rules', 1,
  '[{"term": "printer", "field": "title", "offset": 0}, '
    '{"term": "printer", "field": "description", "offset": 4}]'
);
