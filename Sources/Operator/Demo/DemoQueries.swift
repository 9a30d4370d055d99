import Domain
import Postgres
import Relay

/// What a demo asks of its database, as the owner.
enum DemoQueries {
  /// Keeps every other demo away for as long as the session lasts; false where there is one.
  static func takeTurn(_ session: some Session) async throws -> Bool {
    try await session.value(
      "SELECT pg_try_advisory_lock(hashtextextended('firstline demo', 0))") ?? false
  }

  /// Whether there is nothing in the database that a demo would be mixed with.
  static func isEmpty(_ session: some Session) async throws -> Bool {
    try await session.value(
      """
      SELECT NOT EXISTS (SELECT FROM intake.tickets)
        AND NOT EXISTS (SELECT FROM ledger.events WHERE ticket_id IS NOT NULL)
      """) ?? false
  }

  /// The newest incident of each of these tickets that has one.
  static func incidents(
    of tickets: [Int64], _ session: some Session
  ) async throws -> [Pair<Int64, Int64>] {
    try await session.query(
      """
      SELECT ticket_id, max(id)
      FROM response.incidents
      WHERE ticket_id = ANY (\(tickets))
      GROUP BY ticket_id
      ORDER BY ticket_id
      """, as: Pair<Int64, Int64>.self)
  }

  /// Whether a service has yet to take something from the other one.
  static func hasHandOff(_ session: some Session) async throws -> Bool {
    try await session.value(
      """
      SELECT EXISTS (SELECT FROM relay.escalations) OR EXISTS (SELECT FROM relay.resolutions)
      """) ?? true
  }

  /// How many events there are.
  static func eventCount(_ session: some Session) async throws -> Int {
    try await session.value("SELECT count(*) FROM ledger.events") ?? 0
  }

  /// Has the planner know what there is now.
  static func analyze(_ session: some Session) async throws {
    try await session.execute("ANALYZE")
  }
}
