import Postgres
import Relay

/// Reads and writes `relay.counted_tickets` and `response.escalation_bursts`.
enum BurstQueries {
  /// Whether there is anything to look at.
  static func anythingCounted(_ session: some Session) async throws -> Bool {
    try await session.value("SELECT EXISTS (SELECT FROM relay.counted_tickets)") ?? false
  }

  /// Has everybody else leave the counted tickets alone until the transaction ends; false where
  /// somebody is at work. The statements after it see all that others did before.
  static func takeTurn(_ transaction: Transaction) async throws -> Bool {
    try await transaction.value(
      "SELECT pg_try_advisory_xact_lock(hashtextextended('relay.counted_tickets', 0))") ?? false
  }

  /// Opens an incident for each rule of which as many tickets as it takes came in within its time,
  /// unless the last one that it opened so is still open. Returns the ids of the incidents.
  ///
  /// The incident is that of the newest ticket which has none open; its event names the others.
  static func open(_ transaction: Transaction) async throws -> [Int64] {
    let tickets: Query = """
      SELECT DISTINCT ON (burst.name)
        1, member.id, burst.severity, burst.rule, burst.ended_at, 'incident-service',
        NULL::text, NULL::text, NULL::inet,
        (
          SELECT jsonb_agg(other.id ORDER BY other.number)
          FROM member AS other
          WHERE other.rule = burst.rule
            AND other.id <> member.id
        )
      FROM burst
      JOIN member ON member.rule = burst.rule
      WHERE NOT EXISTS (
        SELECT
        FROM response.incidents AS incident
        WHERE incident.ticket_id = member.id
          AND (incident.status IN ('open', 'acknowledged') OR incident.holds_ticket)
      )
      ORDER BY burst.name, member.number DESC
      """
    return try await transaction.values(
      """
      WITH \(finding), \(IncidentQueries.opening(tickets)), noted AS (
        INSERT INTO response.escalation_bursts (name, incident_id)
        SELECT burst.name, opened.id
        FROM opened
        JOIN burst ON burst.rule = opened.rule
        ON CONFLICT (name) DO UPDATE SET incident_id = excluded.incident_id
      )
      SELECT id
      FROM opened
      ORDER BY id
      """)
  }

  /// Common table expressions: `burst`, for each rule without an open incident of this kind the
  /// first time that there were enough tickets, and `member`, the tickets of it.
  private static let finding: Query = """
    ranked AS (
        SELECT counted.rule, rule.name, rule.severity, rule.several, rule.within_seconds,
          counted.id, counted.created_at,
          row_number() OVER sequence AS number,
          lag(counted.created_at, rule.several - 1) OVER sequence AS began_at
        FROM (SELECT rule, ticket_id AS id, created_at FROM relay.counted_tickets) AS counted
        JOIN response.escalation_rules AS rule ON rule.version = counted.rule
        WHERE rule.name NOT IN (\(namesWithOpenIncident))
        WINDOW sequence AS (
          PARTITION BY counted.rule ORDER BY counted.created_at, counted.id
        )
      ), burst AS (
        SELECT DISTINCT ON (name) rule, name, severity, several, number, created_at AS ended_at
        FROM ranked
        WHERE created_at <= began_at + make_interval(secs => within_seconds)
        ORDER BY name, created_at, rule, number
      ), member AS (
        SELECT ranked.rule, ranked.id, ranked.number
        FROM ranked
        JOIN burst ON burst.rule = ranked.rule
        WHERE ranked.number BETWEEN burst.number - burst.several + 1 AND burst.number
      )
    """

  /// The rules whose last burst is not over: its incident is open, or was merged into one that is.
  private static let namesWithOpenIncident: Query = """
    SELECT burst.name
      FROM response.escalation_bursts AS burst
      JOIN response.incidents AS incident ON incident.id = burst.incident_id
      WHERE incident.status IN ('open', 'acknowledged')
        OR incident.holds_ticket
    """

  /// Forgets the tickets of rules whose incident is open: they are a part of the same trouble.
  static func settle(_ transaction: Transaction) async throws {
    try await transaction.execute(
      """
      DELETE FROM relay.counted_tickets AS counted
      USING response.escalation_rules AS rule
      WHERE rule.version = counted.rule
        AND rule.name IN (\(namesWithOpenIncident))
      """)
  }

  /// Forgets tickets that cannot be part of a burst any more, because they are too old, or because
  /// with those after them there would have been one. What is younger than a minute stays: a ticket
  /// that came in before may not be in sight yet.
  static func trim(_ transaction: Transaction) async throws {
    try await transaction.execute(
      """
      DELETE FROM relay.counted_tickets AS counted
      USING (
        SELECT waiting.rule, waiting.id, waiting.created_at,
          row_number() OVER (
            PARTITION BY waiting.rule ORDER BY waiting.created_at DESC, waiting.id DESC
          ) >= rule.several
            OR waiting.created_at
              < public.clock_now() - make_interval(secs => rule.within_seconds) AS is_over
        FROM (SELECT rule, ticket_id AS id, created_at FROM relay.counted_tickets) AS waiting
        JOIN response.escalation_rules AS rule ON rule.version = waiting.rule
      ) AS waiting
      WHERE waiting.is_over
        AND waiting.created_at < public.clock_now() - interval '1 minute'
        AND counted.rule = waiting.rule
        AND counted.created_at = waiting.created_at
        AND counted.ticket_id = waiting.id
      """)
  }
}
