import Domain
import Postgres

/// Starts the clocks of what was made, for any number of tickets and incidents at once.
enum SLABirthQueries {
  /// Starts the clocks of the tickets and incidents whose first event stands behind `place` and not
  /// behind `end`: what ``SLAClockQueries/start(_:_:at:_:)`` does, by one statement. Thousands of
  /// tickets come in a second, so a clock that counts around the clock is not worked out but added.
  static func start(
    after place: LedgerPosition, upTo end: LedgerPosition, _ transaction: Transaction
  ) async throws {
    try await transaction.execute(
      """
      WITH policy AS (
        \(SLAPolicyQueries.lives)
      ), born AS (
        \(born(after: place, upTo: end))
      ), promised AS (
        SELECT DISTINCT ON (born.event_id)
          born.event_id AS id, born.subject, born.subject_id, born.at,
          policy.version, policy.calendar,
          policy.first_response, policy.acknowledgement, policy.resolution,
          tstzmultirange(tstzrange(born.at, NULL)) AS active,
          CASE WHEN born.status = ANY (policy.paused_in)
            THEN tstzmultirange(tstzrange(born.at, NULL)) ELSE '{}' END AS paused
        FROM born
        JOIN policy
          ON policy.subject = born.subject
          AND policy.effective_from <= born.at
          AND (policy.effective_until > born.at) IS NOT FALSE
          AND (policy.priorities IS NULL OR born.priority = ANY (policy.priorities))
          AND (policy.categories IS NULL OR born.category = ANY (policy.categories))
        ORDER BY born.event_id, policy.rank, policy.name, policy.version
      )
      INSERT INTO response.sla_clocks
        (subject, subject_id, metric, policy, calendar, target, started_at, promised_at, active,
          paused, due_at)
      SELECT
        policy.subject, policy.subject_id, promise.metric, policy.version, policy.calendar,
        promise.target, policy.at, policy.at, policy.active, policy.paused,
        CASE
          WHEN calendar.week = '{[0,10080)}'
            AND calendar.holidays = '{}'
            AND policy.paused = '{}' THEN policy.at + promise.target
          ELSE response.sla_due(
            policy.calendar, policy.active, policy.paused, promise.target, policy.at)
        END
      FROM promised AS policy
      JOIN response.sla_calendars AS calendar ON calendar.version = policy.calendar
      CROSS JOIN LATERAL (\(SLAPolicyQueries.promises)) AS promise (metric, target)
      WHERE promise.target IS NOT NULL
        AND (policy.subject = 'ticket' OR promise.metric <> 'first_response')
      ORDER BY policy.id
      ON CONFLICT (subject, subject_id, metric) WHERE state <> 'cancelled' DO NOTHING
      """)
  }

  /// The first events of tickets and incidents, each with what decides about its clocks. One whose
  /// turn was taken already has its clocks.
  private static func born(
    after place: LedgerPosition, upTo end: LedgerPosition
  ) -> Query {
    """
    SELECT event.id AS event_id, event.at, subject.kind AS subject, subject.id AS subject_id,
      CASE subject.kind WHEN 'ticket' THEN event.after ->> 'priority'
        ELSE event.after ->> 'severity' END AS priority,
      CASE subject.kind WHEN 'ticket' THEN event.after ->> 'category'
        ELSE \(SLANewsQueries.category) END AS category,
      event.after ->> 'status' AS status
    FROM ledger.events AS event
    CROSS JOIN LATERAL (
      SELECT
        CASE event.kind WHEN 'ticket.created' THEN 'ticket' ELSE 'incident' END,
        CASE event.kind WHEN 'ticket.created' THEN event.ticket_id ELSE event.incident_id END
    ) AS subject (kind, id)
    WHERE \(SLANewsQueries.isNews(after: place, upTo: end))
      AND event.kind IN ('ticket.created', 'incident.opened')
      AND NOT EXISTS (
        SELECT
        FROM response.sla_turns AS turn
        WHERE turn.subject = subject.kind
          AND turn.subject_id = subject.id
      )
    """
  }
}
