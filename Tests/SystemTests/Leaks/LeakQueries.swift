import DatabaseTesting
import Postgres

/// What a superuser does to the database, so that it refuses what the programs want.
enum LeakQueries {
  /// Why nothing new can be written.
  enum Obstacle: Sendable {
    /// The programs may not.
    case privilege
    /// The row is refused, and the error's detail quotes it.
    case row
    /// The same, but only where it is about an incident.
    case incidentRow
    /// A value is refused, and the error's message quotes it.
    case value
  }

  /// Runs `body` with an obstacle in the way.
  static func with(_ obstacle: Obstacle, _ body: () async throws -> Void) async throws {
    try await put(obstacle)
    try await body()
    try await remove(obstacle)
  }

  private static func put(_ obstacle: Obstacle) async throws {
    switch obstacle {
    case .privilege:
      try await execute("REVOKE INSERT ON ledger.events FROM ticket_service, incident_service")
    case .row:
      try await execute("ALTER TABLE ledger.events ADD CONSTRAINT obstacle CHECK (false) NOT VALID")
    case .incidentRow:
      try await execute(
        """
        ALTER TABLE ledger.events
        ADD CONSTRAINT obstacle CHECK (incident_id IS NULL) NOT VALID
        """)
    case .value:
      try await execute(
        """
        CREATE FUNCTION public.obstacle() RETURNS trigger
        LANGUAGE plpgsql
        AS 'BEGIN PERFORM NEW.after::text::integer; RETURN NEW; END'
        """)
      try await execute(
        """
        CREATE TRIGGER obstacle
        BEFORE INSERT ON ledger.events
        FOR EACH ROW EXECUTE FUNCTION public.obstacle()
        """)
    }
  }

  private static func remove(_ obstacle: Obstacle) async throws {
    switch obstacle {
    case .privilege:
      try await execute("GRANT INSERT ON ledger.events TO ticket_service, incident_service")
    case .row, .incidentRow:
      try await execute("ALTER TABLE ledger.events DROP CONSTRAINT obstacle")
    case .value: try await execute("DROP FUNCTION public.obstacle CASCADE")
    }
  }

  /// Ends the sessions of both programs, and runs `body` while no new one can begin.
  static func withClosedDatabase(_ body: () async throws -> Void) async throws {
    try await limitConnections(to: 0)
    try await execute(
      """
      SELECT pg_terminate_backend(pid)
      FROM pg_stat_activity
      WHERE datname = current_database()
        AND usename IN ('ticket_service', 'incident_service')
      """)
    try await body()
    try await limitConnections(to: -1)
  }

  /// Superusers are not counted; -1 is no limit.
  private static func limitConnections(to limit: Int) async throws {
    try await execute(
      """
      ALTER DATABASE \(unsafe: TestDatabase.current.name)
      CONNECTION LIMIT \(unsafe: String(limit))
      """)
  }

  private static func execute(_ query: Query) async throws {
    try await TestDatabase.current.owner.execute(query)
  }
}
