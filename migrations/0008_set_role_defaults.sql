-- What every session of the programs begins with, also behind a pooler: it opens backends of its
-- own, which what a program says at the begin of its session does not reach. An acknowledged ticket
-- is a durable one, whatever the server's default is.

DO $$
DECLARE
  program text;
  setting text;
BEGIN
  FOREACH program IN ARRAY ARRAY['ticket_service', 'incident_service'] LOOP
    FOREACH setting IN ARRAY ARRAY[
      'synchronous_commit = on', 'statement_timeout = ''10s''',
      'idle_in_transaction_session_timeout = ''60s'''
    ] LOOP
      EXECUTE format(
        'ALTER ROLE %I IN DATABASE %I SET %s', program, current_database(), setting);
    END LOOP;
  END LOOP;
END
$$;
