import Domain
import Postgres
import Relay

/// Reads and writes `response.escalation_runs`.
enum EscalationRunQueries {
  /// A common table expression that starts a run for each incident of `opened` to whose severity a
  /// policy applies.
  static let starting: Query = """
    started AS (
        INSERT INTO response.escalation_runs (incident_id, policy, started_at, due_at)
        SELECT opened.id, policy.version, opened.created_at, opened.created_at + policy.first_delay
        FROM opened
        JOIN response.escalation_policies_in_effect AS policy
          ON policy.severity = opened.severity
      )
    """

  /// Starts another run of an incident, where a policy applies to its severity. The incident must
  /// be locked.
  static func start(_ id: Int64, _ transaction: Transaction) async throws {
    try await transaction.execute(
      """
      INSERT INTO response.escalation_runs (incident_id, number, policy, started_at, due_at)
      SELECT
        incident.id,
        1 + coalesce((
          SELECT max(number) FROM response.escalation_runs WHERE incident_id = incident.id
        ), 0),
        policy.version,
        public.clock_now(),
        public.clock_now() + policy.first_delay
      FROM response.incidents AS incident
      JOIN response.escalation_policies_in_effect AS policy
        ON policy.severity = incident.severity
      WHERE incident.id = \(id)
      """)
  }

  /// Ends the run of an incident, if it has one. The incident must be locked, by a statement
  /// before: only then is the run in sight that a reopening has just started.
  static func stop(_ id: Int64, by reason: String, _ transaction: Transaction) async throws {
    try await transaction.execute(
      """
      UPDATE response.escalation_runs
      SET ended_at = public.clock_now(),
        ended_by = \(reason)
      WHERE incident_id = \(id)
        AND ended_at IS NULL
      """)
  }

  /// Makes one step of up to `limit` runs that are due, those longest due first, each with its
  /// event: all in one statement, so that a step has happened exactly when its event is there.
  /// Returns the number of each step that was made, nil for a run that had none left and has ended.
  ///
  /// It never waits: it leaves the runs that another program is moving, and those whose incident is
  /// being changed. An incident is locked with its run, like by everybody who writes its events.
  static func advance(limit: Int, _ session: some Session) async throws -> [Int?] {
    try await session.commit(
      """
      WITH due AS (
        SELECT
          run.incident_id, run.number, incident.ticket_id, run.policy, run.round, run.step,
          run.due_at
        FROM response.escalation_runs AS run
        JOIN response.incidents AS incident ON incident.id = run.incident_id
        WHERE run.ended_at IS NULL
          AND run.due_at <= public.clock_now()
          AND incident.status = 'open'
        ORDER BY run.due_at, run.incident_id, run.number
        LIMIT \(limit)
        FOR NO KEY UPDATE SKIP LOCKED
      ), \(moving), \(LedgerQueries.appending(events))
      SELECT step FROM due
      """, as: Single<Int?>.self
    ).map(\.value)
  }

  /// Common table expressions that lead the runs of `due` on. After the last step of a round comes
  /// the next round or, when all have been, the end, each after a pause. What is due next is
  /// counted from when this was due, however late it is.
  private static let moving: Query = """
    coming AS (
        SELECT
          due.incident_id, due.number, due.step,
          CASE next.step WHEN 1 THEN due.round + 1 ELSE due.round END AS next_round,
          next.step AS next_step,
          due.due_at + make_interval(secs =>
            CASE WHEN next.step > 1 THEN 0 ELSE pause_seconds END
            + CASE WHEN next.step IS NULL THEN 0
              ELSE (steps -> (next.step - 1) ->> 'delay_seconds')::integer END
          ) AS next_due_at
        FROM due
        JOIN response.escalation_policies AS policy ON policy.version = due.policy
        CROSS JOIN LATERAL (
          SELECT CASE
            WHEN due.step < jsonb_array_length(steps) THEN due.step + 1
            WHEN due.round <= repeats THEN 1
          END AS step
        ) AS next
      ), moved AS (
        UPDATE response.escalation_runs AS run
        SET round = CASE WHEN coming.step IS NULL THEN run.round ELSE next_round END,
          step = next_step,
          due_at = CASE WHEN coming.step IS NULL THEN run.due_at ELSE next_due_at END,
          ended_at = CASE WHEN coming.step IS NULL THEN public.clock_now() END,
          ended_by = CASE WHEN coming.step IS NULL THEN 'exhausted' END
        FROM coming
        WHERE run.incident_id = coming.incident_id
          AND run.number = coming.number
      )
    """

  /// What is written about each of `due`.
  private static let events: Query = """
    SELECT
      CASE WHEN due.step IS NULL
        THEN 'incident.escalation_exhausted' ELSE 'incident.escalated' END,
      due.ticket_id,
      due.incident_id,
      'incident-service',
      NULL::text,
      NULL::text,
      NULL::inet,
      NULL::jsonb,
      CASE WHEN due.step IS NULL THEN jsonb_build_object('round', due.round, 'policy', due.policy)
        ELSE jsonb_build_object('step', due.step, 'round', due.round, 'policy', due.policy,
          'tell', policy.steps -> (due.step - 1) -> 'tell') END
    FROM due
    JOIN response.escalation_policies AS policy ON policy.version = due.policy
    ORDER BY due.due_at, due.incident_id, due.number
    """

  /// The last run of an incident; nil where it never had one.
  static func last(of id: Int64, _ session: some Session) async throws -> EscalationRun? {
    try await session.first(
      """
      SELECT
        run.incident_id,
        run.policy,
        CASE
          WHEN run.ended_at IS NULL THEN 'running'
          WHEN run.ended_by = 'exhausted' THEN 'exhausted'
          ELSE 'stopped'
        END,
        run.round,
        run.step,
        CASE WHEN run.ended_at IS NULL THEN run.due_at END,
        run.started_at,
        run.ended_at,
        run.ended_by,
        coalesce((
          SELECT jsonb_agg(
            jsonb_build_object(
              'at', to_char(timezone('UTC', at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
              'round', after -> 'round', 'step', after -> 'step', 'tell', after -> 'tell')
            ORDER BY id)
          FROM ledger.events
          WHERE incident_id = run.incident_id
            AND kind = 'incident.escalated'
            AND at >= run.started_at
        ), '[]')
      FROM response.escalation_runs AS run
      WHERE run.incident_id = \(id)
      ORDER BY run.number DESC
      LIMIT 1
      """)
  }

  /// The condition that there is still somebody to be told about an incident.
  static let isRunning: Query = """
    id IN (SELECT incident_id FROM response.escalation_runs WHERE ended_at IS NULL)
    """

  /// The condition that everybody was told about an incident, and nobody has acknowledged it.
  static let isExhausted: Query = """
    status = 'open'
      AND id IN (
        SELECT run.incident_id
        FROM response.escalation_runs AS run
        WHERE run.ended_by = 'exhausted'
          AND NOT EXISTS (
            SELECT
            FROM response.escalation_runs AS later
            WHERE later.incident_id = run.incident_id
              AND later.number > run.number
          )
      )
    """
}
