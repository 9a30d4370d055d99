package import Domain
package import Postgres
import Relay

/// What a run of chaos asks of its database, as the owner.
package enum ChaosQueries {
  /// Makes the database that is attacked.
  static func createDatabase(_ connection: Connection) async throws {
    try await connection.execute("CREATE DATABASE firstline")
  }

  /// Publishes an escalation policy whose steps come soon and whose end does, too.
  static func publishEscalationPolicy(_ session: some Session) async throws {
    try await session.execute(
      """
      INSERT INTO response.escalation_policies (name, repeats, pause_seconds, note, steps)
      VALUES ('Chaos', 1, 1, 'A run of chaos', '[{"delay_seconds": 0, "tell": ["on-call"]},
        {"delay_seconds": 1, "tell": ["on-call", "boss"]}]')
      """)
  }

  /// Makes a webhook, as long as no service runs.
  static func add(_ webhook: ChaosWebhook, at url: String, _ session: some Session) async throws {
    try await session.execute(
      """
      INSERT INTO response.webhooks (name, url, format, kinds, secret)
      VALUES (\(webhook.name), \(url), 'generic', \(webhook.kinds), \(webhook.secret))
      """)
  }

  /// How many events of the ledger the SLA clocks have yet to follow.
  static func eventsBeforeClocks(_ session: some Session) async throws -> Int64 {
    try await session.value(
      """
      SELECT count(*)
      FROM ledger.events AS event
      CROSS JOIN response.sla_place AS place
      WHERE (event.xid, event.id) > (place.xid, place.id)
      """) ?? .max
  }

  /// Whether there is somebody still to be told about an incident.
  static func hasRunningEscalation(_ session: some Session) async throws -> Bool {
    try await session.value(
      "SELECT EXISTS (SELECT FROM response.escalation_runs WHERE ended_at IS NULL)") ?? true
  }

  /// Returns when the server answers.
  static func ask(_ session: some Session) async throws {
    try await session.execute("SELECT 1")
  }

  /// The backends of both services, their listeners' included.
  static func sessions(_ session: some Session) async throws -> [Int] {
    try await session.values(
      """
      SELECT pid
      FROM pg_stat_activity
      WHERE usename IN ('ticket_service', 'incident_service')
      ORDER BY pid
      """)
  }

  /// Ends these backends, as far as they are there.
  static func terminate(_ backends: [Int], _ session: some Session) async throws {
    try await session.execute(
      """
      SELECT pg_terminate_backend(pid)
      FROM pg_stat_activity
      WHERE pid = ANY (\(backends))
      """)
  }

  /// The backend of an incident service's listener; nil while there is none.
  static func listener(_ session: some Session) async throws -> Int? {
    try await session.value(
      """
      SELECT pid
      FROM pg_stat_activity
      WHERE application_name = 'incident-service-listener'
      ORDER BY pid
      LIMIT 1
      """)
  }

  /// Whether an escalation that was queued before `moment` is still in the relay.
  static func hasEscalation(before moment: Instant, _ session: some Session) async throws -> Bool {
    try await session.value(
      "SELECT EXISTS (SELECT FROM relay.escalations WHERE queued_at < \(moment))") ?? true
  }

  /// How many tickets and how many incidents there are.
  static func counts(_ session: some Session) async throws -> (tickets: Int, incidents: Int) {
    let row = try await session.first(
      """
      SELECT
        (SELECT count(*) FROM intake.tickets),
        (SELECT count(*) FROM response.incidents)
      """, as: Pair<Int, Int>.self)
    return (row?.first ?? 0, row?.second ?? 0)
  }

  /// How long each ticket had waited whose incident was opened within one of the windows: the
  /// window's position, from 1, and microseconds.
  ///
  /// Not when the wait began: a ticket that came just before the next fault waits because of that.
  package static func lags(
    from starts: [Instant], to ends: [Instant], _ session: some Session
  ) async throws -> [Pair<Int, Int>] {
    try await session.query(
      """
      SELECT
        position,
        (extract(epoch FROM incident.created_at - incident.escalatable_at) * 1000000)::bigint
      FROM unnest(\(starts), \(ends)) WITH ORDINALITY AS round (started, ended, position)
      JOIN response.incidents AS incident
        ON incident.created_at >= started
        AND incident.created_at < ended
      """, as: Pair<Int, Int>.self)
  }
}
