import Postgres

/// What `firstline verify` asks about escalations: each query returns a line for every row that
/// breaks a promise.
enum EscalationVerifyQueries {
  static func checks(grace: Int) -> [(name: String, query: Query)] {
    [
      ("no step of an escalation waits longer than the grace time", lateSteps(grace)),
      ("nobody is told about an incident that is not open", runsOfOthers),
      ("every step of an escalation happened once, and is in the ledger", stepsNotInLedger),
    ]
  }

  private static func lateSteps(_ grace: Int) -> Query {
    """
    SELECT format('incident %s: %s of round %s was due at %s',
      incident_id, coalesce('step ' || step, 'the end'), round, due_at)
    FROM response.escalation_runs
    WHERE ended_at IS NULL
      AND due_at < public.clock_now() - make_interval(secs => \(Double(grace)))
    ORDER BY incident_id, number
    """
  }

  private static let runsOfOthers: Query = """
    SELECT format('incident %s: is %s, and its escalation is running',
      run.incident_id, coalesce(incident.status, 'not there'))
    FROM response.escalation_runs AS run
    LEFT JOIN response.incidents AS incident ON incident.id = run.incident_id
    WHERE run.ended_at IS NULL
      AND incident.status IS DISTINCT FROM 'open'
    ORDER BY run.incident_id, run.number
    """

  /// How far a run has come says how many events it must have, and an exhausted one has one more.
  private static let stepsNotInLedger: Query = """
    SELECT format('incident %s, run %s: %s steps were made, %s are in the ledger, and %s ends',
      run.incident_id, run.number, expected.steps, found.steps, found.ends)
    FROM response.escalation_runs AS run
    JOIN response.escalation_policies AS policy ON policy.version = run.policy
    CROSS JOIN LATERAL (
      SELECT (run.round - 1) * jsonb_array_length(policy.steps)
        + coalesce(run.step - 1, jsonb_array_length(policy.steps)) AS steps
    ) AS expected
    CROSS JOIN LATERAL (
      SELECT
        count(*) FILTER (WHERE kind = 'incident.escalated') AS steps,
        count(*) FILTER (WHERE kind = 'incident.escalation_exhausted') AS ends
      FROM (
        SELECT incident_id, at, kind FROM ledger.events
        UNION ALL
        SELECT incident_id, at, kind FROM ledger.archived_events
      ) AS event
      WHERE incident_id = run.incident_id
        AND at >= run.started_at
        AND (run.ended_at IS NULL OR at <= run.ended_at)
    ) AS found
    WHERE found.steps <> expected.steps
      OR found.ends <> CASE run.ended_by WHEN 'exhausted' THEN 1 ELSE 0 END
    ORDER BY run.incident_id, run.number
    """
}
