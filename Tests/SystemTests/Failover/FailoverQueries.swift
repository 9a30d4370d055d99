import Postgres

/// What is asked of a primary and its standby.
enum FailoverQueries {
  /// From now on a commit waits for the standby.
  static func waitForStandby(_ primary: Database) async throws {
    try await primary.execute("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
    try await primary.execute("SELECT pg_reload_conf()")
  }

  /// Whether commits wait for the standby.
  static func isSynchronous(_ primary: Database) async throws -> Bool {
    try await primary.value(
      """
      SELECT EXISTS (
        SELECT
        FROM pg_stat_replication
        WHERE application_name = 'standby'
          AND state = 'streaming'
          AND sync_state = 'sync'
      )
      """) ?? false
  }

  /// The process of the primary that sends to the standby.
  static func walSender(_ primary: Database) async throws -> Int32? {
    try await primary.value(
      """
      SELECT pid
      FROM pg_stat_replication
      WHERE application_name = 'standby'
      """, as: Int.self
    ).map(Int32.init)
  }

  /// How many sessions wait for the standby to have their commit.
  static func commitsWaiting(_ primary: Database) async throws -> Int {
    try await primary.value(
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") ?? 0
  }

  /// Writes down that a ticket came in, and returns when, as RFC 3339.
  static func reportTicket(_ primary: Database) async throws -> String? {
    try await primary.value(
      """
      INSERT INTO ledger.events (kind, ticket_id, actor, after)
      VALUES (
        'ticket.created', 1, 'bob',
        '{"status": "open", "priority": "high", "category": "network", "requester": "bob",
          "triage": {"decided_by": "rules", "ruleset": 1}}')
      RETURNING to_char(timezone('UTC', at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
      """)
  }

  /// Whether a server can only be read.
  static func isReplica(_ server: Connection) async throws -> Bool {
    try await server.value("SELECT pg_is_in_recovery()") ?? false
  }

  /// Makes a standby the primary, and returns when it is one.
  static func promote(_ standby: Connection) async throws {
    try await standby.execute("SELECT pg_promote()")
  }
}
