import DatabaseTesting
import Postgres

/// What a demo leaves in its database.
enum DemoTestQueries {
  private static var owner: Database { TestDatabase.current.owner }

  /// How the clock is defined.
  static func clock() async throws -> String? {
    try await owner.value("SELECT pg_get_functiondef('public.clock_now()'::regprocedure)")
  }

  /// The rows of a query, each as PostgreSQL writes a row.
  static func rows(_ sql: String) async throws -> [String] {
    try await owner.transaction { transaction in
      try await transaction.execute("SET LOCAL TIME ZONE 'UTC'")
      // Of a year that nobody has worked out beforehand.
      try await transaction.execute("SET LOCAL statement_timeout = '2min'")
      return try await transaction.values("SELECT line::text FROM (\(unsafe: sql)) AS line")
    }
  }

  /// What should be gone.
  static let leftovers = """
    SELECT 'table' FROM pg_class WHERE relname = 'demo_clock'
    UNION ALL
    SELECT 'token of ' || name FROM access.tokens WHERE revoked_at IS NULL
    """

  /// What makes a demo unlike a desk: nothing of a kind, incidents long after their tickets, days
  /// without a ticket, a category that nobody wrote about, and anything in the future.
  static let oddities = """
    SELECT 'escalated late: ' || id FROM reporting.incidents WHERE escalation_lag_seconds > 5
    UNION ALL
    SELECT 'no tickets on ' || day FROM reporting.volume_by_day WHERE tickets_created = 0
    UNION ALL
    SELECT 'in the future: ' || id FROM ledger.events WHERE at > clock_timestamp()
    UNION ALL
    SELECT 'not of the last ten days: ' || id
    FROM ledger.events
    WHERE at < clock_timestamp() - interval '11 days'
    UNION ALL
    SELECT 'no incident of the alarms'
    WHERE NOT EXISTS (SELECT FROM response.incidents WHERE rule > 1)
    UNION ALL
    SELECT 'nothing like ' || kind
    FROM unnest(ARRAY[
      'ticket.commented', 'ticket.changed', 'incident.acknowledged', 'incident.resolved',
      'incident.merged', 'incident.assigned', 'incident.noted']) AS kind
    WHERE NOT EXISTS (SELECT FROM ledger.events WHERE events.kind = kind.kind)
    UNION ALL
    SELECT 'high without an incident: ' || ticket.id
    FROM intake.tickets AS ticket
    WHERE priority = 'high'
      AND NOT EXISTS (SELECT FROM response.incidents WHERE ticket_id = ticket.id)
    """
}
