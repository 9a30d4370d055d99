package import Domain
package import Postgres

/// Starts and changes the clocks of a ticket or an incident.
///
/// Each change says at which instant it happened, which may be a while ago: what follows from it is
/// the same as if it had been told at once, and a breach that was noticed meanwhile and is none
/// after all is taken back. The changes of one subject come in their order. All return the metrics
/// whose clocks they started or changed; a change that is told again finds nothing to do.
package enum SLAClockQueries {
  /// Starts the clocks that the policy in effect at that instant promises and that do not run yet.
  /// One whose policy pauses in the subject's status is born paused.
  ///
  /// For a subject that is born resolved, ``stop(_:_:at:_:)`` them at the same instant.
  @discardableResult
  package static func start(
    _ subject: SLASubject, _ metrics: [SLAMetric] = SLAMetric.allCases, at instant: Instant,
    _ transaction: Transaction
  ) async throws -> [SLAMetric] {
    try await transaction.values(
      """
      WITH policy AS (
        \(SLAPolicyQueries.inEffect(for: subject, at: instant))
      )
      INSERT INTO response.sla_clocks (\(columns))
      SELECT
        \(subject.kind), \(subject.id), promise.metric, policy.version, policy.calendar,
        promise.target, \(instant), \(instant), time.active, policy.paused,
        response.sla_due(
          policy.calendar, time.active, policy.paused, promise.target, \(instant))
      FROM policy
      CROSS JOIN LATERAL (\(SLAPolicyQueries.promises)) AS promise (metric, target)
      CROSS JOIN (SELECT \(ever(from: instant)) AS active) AS time
      WHERE promise.target IS NOT NULL
        AND promise.metric = ANY (\(metrics))
      ON CONFLICT (subject, subject_id, metric) WHERE state <> 'cancelled' DO NOTHING
      RETURNING metric
      """)
  }

  /// Pauses the clocks whose policy pauses in the subject's status, and has the others go on.
  @discardableResult
  package static func pauseOrResume(
    _ subject: SLASubject, at instant: Instant, _ transaction: Transaction
  ) async throws -> [SLAMetric] {
    let isToPause: Query = "\(subject.status) = ANY (policy.paused_in)"
    return try await change(
      subject, SLAMetric.allCases,
      where: "clock.stopped_at IS NULL AND upper_inf(clock.paused) <> (\(isToPause))",
      paused: """
        CASE WHEN \(isToPause) THEN clock.paused + \(ever(from: instant))
          ELSE clock.paused - \(ever(from: instant)) END
        """, transaction)
  }

  /// Stops clocks: what was promised was done. Each is met, or breached where that was after its
  /// due time.
  @discardableResult
  package static func stop(
    _ subject: SLASubject, _ metrics: [SLAMetric], at instant: Instant, _ transaction: Transaction
  ) async throws -> [SLAMetric] {
    try await change(
      subject, metrics, where: "clock.stopped_at IS NULL",
      active: "clock.active - \(ever(from: instant))", transaction)
  }

  /// Cancels the clocks that still run and are not late: nothing is promised any more.
  @discardableResult
  package static func cancel(
    _ subject: SLASubject, at instant: Instant, _ transaction: Transaction
  ) async throws -> [SLAMetric] {
    try await transaction.values(
      """
      UPDATE response.sla_clocks
      SET cancelled_at = \(instant)
      WHERE subject = \(subject.kind)
        AND subject_id = \(subject.id)
        AND state <> 'cancelled'
        AND stopped_at IS NULL
        AND (due_at IS NULL OR due_at >= \(instant))
      RETURNING metric
      """)
  }

  /// Has stopped clocks go on where they stood, because the subject was reopened; paused, where
  /// their policy pauses in its status. One that was met is due at that instant at the earliest.
  @discardableResult
  package static func restart(
    _ subject: SLASubject, _ metrics: [SLAMetric], at instant: Instant, _ transaction: Transaction
  ) async throws -> [SLAMetric] {
    try await change(
      subject, metrics, where: "clock.stopped_at IS NOT NULL",
      active: "clock.active + \(ever(from: instant))",
      paused: """
        clock.paused - \(ever(from: instant)) + CASE
          WHEN \(subject.status) = ANY (policy.paused_in) THEN \(ever(from: instant)) ELSE '{}' END
        """,
      promisedAt: """
        CASE WHEN clock.due_at < clock.stopped_at THEN clock.promised_at ELSE \(instant) END
        """, transaction)
  }

  /// Cancels the clocks that still run under a policy that no longer applies, because the subject
  /// has another priority or category, and starts their successors: with the target and calendar
  /// of the policy in effect at that instant, and with the start and the pauses so far. They are
  /// due at that instant at the earliest. A newer version of the same policy changes nothing.
  /// Returns the successors.
  @discardableResult
  package static func retarget(
    _ subject: SLASubject, at instant: Instant, _ transaction: Transaction
  ) async throws -> [SLAMetric] {
    try await transaction.values(
      """
      WITH policy AS (
        \(SLAPolicyQueries.inEffect(for: subject, at: instant))
      ), cancelled AS (
        UPDATE response.sla_clocks AS clock
        SET cancelled_at = \(instant)
        WHERE subject = \(subject.kind)
          AND subject_id = \(subject.id)
          AND state <> 'cancelled'
          AND stopped_at IS NULL
          AND (due_at IS NULL OR due_at >= \(instant))
          AND NOT EXISTS (
            SELECT
            FROM policy
            JOIN response.sla_policies AS kept ON kept.name = policy.name
            WHERE kept.version = clock.policy
          )
        RETURNING metric, started_at, active, paused
      )
      INSERT INTO response.sla_clocks (\(columns))
      SELECT
        \(subject.kind), \(subject.id), cancelled.metric, policy.version, policy.calendar,
        promise.target, cancelled.started_at, \(instant), cancelled.active, time.paused,
        response.sla_due(
          policy.calendar, cancelled.active, time.paused, promise.target, \(instant))
      FROM cancelled
      CROSS JOIN policy
      JOIN LATERAL (\(SLAPolicyQueries.promises)) AS promise (metric, target)
        ON promise.metric = cancelled.metric
      CROSS JOIN LATERAL (
        SELECT cancelled.paused - \(ever(from: instant)) + policy.paused AS paused
      ) AS time
      WHERE promise.target IS NOT NULL
      RETURNING metric
      """)
  }
}

extension SLAClockQueries {
  private static let columns: Query = """
    subject, subject_id, metric, policy, calendar, target, started_at, promised_at, active, paused,
    due_at
    """

  /// The time from an instant on, without an end.
  private static func ever(from instant: Instant) -> Query {
    "tstzmultirange(tstzrange(\(instant), NULL))"
  }

  /// Gives the clocks that meet `condition` other times, and the due time that follows. A breach
  /// that was noticed stands as long as it follows, too.
  private static func change(
    _ subject: SLASubject, _ metrics: [SLAMetric], where condition: Query,
    active: Query = "clock.active", paused: Query = "clock.paused",
    promisedAt: Query = "clock.promised_at", _ transaction: Transaction
  ) async throws -> [SLAMetric] {
    try await transaction.values(
      """
      WITH changed AS (
        SELECT clock.id, next.active, next.paused, next.promised_at, due.at AS due_at,
          clock.breached_at = due.at AND response.sla_state(
            next.active, next.paused, due.at, clock.breach_noticed_at) = 'breached' AS stands
        FROM response.sla_clocks AS clock
        JOIN response.sla_policies AS policy ON policy.version = clock.policy
        CROSS JOIN LATERAL (
          SELECT \(active) AS active, \(paused) AS paused, \(promisedAt) AS promised_at
        ) AS next
        CROSS JOIN LATERAL (
          SELECT response.sla_due(
            clock.calendar, next.active, next.paused, clock.target, next.promised_at) AS at
        ) AS due
        WHERE clock.subject = \(subject.kind)
          AND clock.subject_id = \(subject.id)
          AND clock.metric = ANY (\(metrics))
          AND clock.state <> 'cancelled'
          AND \(condition)
        ORDER BY clock.id
        FOR UPDATE OF clock
      )
      UPDATE response.sla_clocks AS clock
      SET active = changed.active,
        paused = changed.paused,
        promised_at = changed.promised_at,
        due_at = changed.due_at,
        breached_at = CASE WHEN changed.stands THEN clock.breached_at END,
        breach_noticed_at = CASE WHEN changed.stands THEN clock.breach_noticed_at END
      FROM changed
      WHERE clock.id = changed.id
      RETURNING clock.metric
      """)
  }
}
