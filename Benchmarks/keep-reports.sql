-- Works out what reports keep, as the incident service does it in the background.

SELECT report_internals.keep_lives(1000000000) \g /dev/null
ANALYZE rollup.tickets, rollup.incidents;

CREATE PROCEDURE pg_temp.keep_days()
  LANGUAGE plpgsql
AS $$
BEGIN
  WHILE report_internals.keep_days(10) > 0 LOOP
    COMMIT;
  END LOOP;
END
$$;
CALL pg_temp.keep_days();

ANALYZE rollup.flow_days, rollup.ticket_days, rollup.triage_days, rollup.incident_days,
  rollup.promise_days;
