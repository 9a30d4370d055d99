import DatabaseTesting
import Postgres

/// What the owner of the database sees.
enum DeskQueries {
  static func ticketCount() async throws -> Int {
    try await TestDatabase.current.owner.value("SELECT count(*) FROM intake.tickets") ?? 0
  }

  /// How many tickets a transaction usually stores: the size that most of them have.
  static func usualBatch() async throws -> Int? {
    try await TestDatabase.current.owner.value(
      """
      SELECT mode() WITHIN GROUP (ORDER BY batch.number)
      FROM (SELECT count(*) AS number FROM ledger.events GROUP BY xid) AS batch
      """)
  }

  /// Stops the clock that SQL asks.
  static func setClock(to time: String) async throws {
    try await TestDatabase.current.owner.execute(
      """
      CREATE OR REPLACE FUNCTION public.clock_now() RETURNS timestamptz
      LANGUAGE sql STABLE PARALLEL SAFE
      RETURN timestamptz '\(unsafe: time)'
      """)
  }

  static func incidentCount() async throws -> Int {
    try await TestDatabase.current.owner.value("SELECT count(*) FROM response.incidents") ?? 0
  }

  /// Tickets that have exactly one incident.
  static func escalatedOnce() async throws -> Int {
    try await TestDatabase.current.owner.value(
      """
      SELECT count(*)
      FROM (
        SELECT ticket_id FROM response.incidents GROUP BY ticket_id HAVING count(*) = 1
      ) AS once
      """) ?? 0
  }

  static func resolvedTicketCount() async throws -> Int {
    try await TestDatabase.current.owner.value(
      "SELECT count(*) FROM intake.tickets WHERE status = 'resolved'") ?? 0
  }

  static func relayCount() async throws -> Int {
    try await TestDatabase.current.owner.value("SELECT count(*) FROM relay.escalations") ?? 0
  }

  /// Sessions of this database that wait for somebody else's lock.
  static func waitingForLocks() async throws -> Int {
    try await TestDatabase.current.owner.value(
      """
      SELECT count(*)
      FROM pg_stat_activity
      WHERE wait_event_type = 'Lock'
        AND datname = current_database()
      """) ?? 0
  }

  /// Ends the backends of sessions with this application name, and returns how many there were.
  @discardableResult
  static func terminate(_ applicationName: String) async throws -> Int {
    try await TestDatabase.current.owner.values(
      """
      SELECT pg_terminate_backend(pid)
      FROM pg_stat_activity
      WHERE application_name = \(applicationName)
        AND datname = current_database()
      ORDER BY pid
      """, as: Bool.self
    ).count
  }

  /// Publishes the first ruleset again, with security being of low priority.
  static func publishTamerRuleset() async throws {
    try await TestDatabase.current.owner.execute(
      """
      INSERT INTO intake.rulesets (document, note)
      SELECT jsonb_set(document, '{rules,0,priority}', '"low"'), 'A test'
      FROM intake.rulesets
      WHERE version = 1
      """)
  }
}
