-- Fills intake.tickets with as many tickets as :tickets says, one every ten seconds up to now, as
-- a desk has them after some years. The indexes are made anew when the rows are there.
SET maintenance_work_mem = '1GB';
SET synchronous_commit = off;

CREATE TEMPORARY TABLE secondary AS
SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
FROM pg_index
WHERE indrelid = 'intake.tickets'::regclass AND NOT indisunique;

SELECT format('DROP INDEX %s', name) FROM secondary \gexec

INSERT INTO intake.tickets (
  title, description, category, priority, status, triage_decided_by, triage_ruleset,
  triage_matched, created_at, updated_at
)
SELECT
  format(kind.title, number % 1000),
  format(kind.description, number % 977, number % 89),
  kind.category,
  kind.priority,
  -- Old tickets are closed; of the last thousand, each status has its share.
  CASE
    WHEN number <= :tickets - 1000 THEN 'closed'
    ELSE (ARRAY['open', 'in_progress', 'waiting', 'resolved', 'closed'])[number % 5 + 1]
  END,
  'rules',
  1,
  jsonb_build_array(jsonb_build_object('term', kind.term, 'field', 'title', 'offset', 0)),
  now() - (:tickets - number) * interval '10 seconds',
  now() - (:tickets - number) * interval '10 seconds'
FROM generate_series(1, :tickets) AS number
JOIN (
  VALUES
    (0, 'VPN drops on notebook %s', 'Since Monday the connection of notebook %s ends after five '
      'to ten minutes, and I have to start it again. The building is number %s, the wifi itself '
      'is stable, other sites stay reachable.', 'network', 'medium', 'vpn'),
    (1, 'Printer %s prints blank pages', 'The printer next to room %s takes the job, feeds paper '
      'and prints nothing at all. Toner was replaced %s days ago. Other people have the same '
      'problem with it.', 'hardware', 'low', 'printer'),
    (2, 'Program %s closes when saving', 'Whenever I save report %s (about %s MB) the program '
      'closes without a message. A small file saves. I tried a second computer with the same '
      'result.', 'software', 'low', 'program'),
    (3, 'Phishing mail number %s', 'I got a message that looks like it comes from the help desk, '
      'number %s, and asks me to confirm my password on a page that I do not know. %s colleagues '
      'got it, too.', 'security', 'high', 'phishing')
) AS kind (place, title, description, category, priority, term)
  ON kind.place = CASE WHEN number % 10 = 0 THEN 3 ELSE number % 3 END
ORDER BY number;

SELECT definition FROM secondary \gexec

VACUUM (ANALYZE) intake.tickets;
