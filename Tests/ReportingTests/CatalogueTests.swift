import DatabaseTesting
import Postgres
import Testing

/// What is promised of the schema as a whole, from the catalogue, so that nothing new is forgotten.
@Suite(.database, .timeLimit(.minutes(2))) struct CatalogueTests {
  private var owner: Database { TestDatabase.current.owner }

  private func views(_ condition: String = "TRUE") async throws -> [String] {
    try await owner.values(
      """
      SELECT relname::text
      FROM pg_class
      WHERE relnamespace = 'reporting'::regnamespace AND relkind = 'v' AND \(unsafe: condition)
      ORDER BY relname
      """)
  }

  @Test func `every view that was promised is there`() async throws {
    let promised = [
      "backlog_by_day", "delivery_health", "escalation_lag", "first_response", "incident_events",
      "incidents", "mtta", "mttr_resolve", "reopen_rate", "sla_compliance", "ticket_events",
      "tickets", "triage_quality", "volume_by_day", "workload",
    ]
    #expect(try await Set(views()).isSuperset(of: promised))
  }

  @Test func `every view, column and function says what it is`() async throws {
    let silent: [String] = try await owner.values(
      """
      SELECT attrelid::regclass || '.' || attname
      FROM pg_attribute
      JOIN pg_class ON pg_class.oid = attrelid
      WHERE relnamespace = 'reporting'::regnamespace
        AND attnum > 0
        AND coalesce(col_description(attrelid, attnum), '') = ''
      UNION ALL
      SELECT pg_class.oid::regclass::text
      FROM pg_class
      WHERE relnamespace = 'reporting'::regnamespace
        AND coalesce(obj_description(oid, 'pg_class'), '') = ''
      UNION ALL
      SELECT oid::regprocedure::text
      FROM pg_proc
      WHERE pronamespace = 'reporting'::regnamespace
        AND coalesce(obj_description(oid, 'pg_proc'), '') = ''
      """)
    #expect(silent == [])
  }

  @Test func `a figure says its unit by its name`() async throws {
    let unitless: [String] = try await owner.values(
      """
      SELECT attrelid::regclass || '.' || attname
      FROM pg_attribute
      JOIN pg_class ON pg_class.oid = attrelid
      WHERE relnamespace = 'reporting'::regnamespace
        AND attnum > 0
        AND (
          atttypid = 'interval'::regtype
          OR atttypid = 'float8'::regtype AND attname !~ '_(seconds|ratio|attempts)$'
        )
      """)
    #expect(unitless == [])
  }

  @Test func `there is nothing but views and functions`() async throws {
    let others: [String] = try await owner.values(
      """
      SELECT oid::regclass::text
      FROM pg_class
      WHERE relnamespace = ANY ('{reporting,report_internals}'::regnamespace[]) AND relkind <> 'v'
      UNION ALL
      SELECT oid::regtype::text
      FROM pg_type
      WHERE typnamespace = ANY ('{reporting,report_internals}'::regnamespace[])
        AND typrelid = 0 AND typelem = 0
      """)
    #expect(others == [])
  }

  @Test func `a reporter reads every view, but for what is personal`() async throws {
    try await History.week()
    let personal = try await views("relname LIKE 'personal%'")
    #expect(personal.count == 4)
    for view in try await views() {
      if personal.contains(view) {
        let error = await #expect(throws: DatabaseError.self) {
          try await Report.ask("SELECT * FROM reporting.\(view)")
        }
        #expect(error?.sqlState == .insufficientPrivilege, "\(view)")
      } else {
        _ = try await Report.ask("SELECT * FROM reporting.\(view)")
      }
      _ = try await Report.ask("SELECT * FROM reporting.\(view)", as: "reporter_personal")
    }
    let asked = "SELECT n FROM reporting.metrics('2026-06-01Z', '2026-06-02Z')"
    #expect(
      try await Report.ask(asked, as: "reporter_personal") == Report.ask(asked, as: "reporter"))
  }

  @Test func `no view for everybody has a word that somebody wrote or an address`() async throws {
    try await owner.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, incident_id, actor, address, before, after)
      SELECT kind, 1, incident_id, 'canary', '192.0.2.77',
        '{"title": "canary", "description": "canary", "requester": "canary"}',
        '{"title": "canary", "description": "canary", "requester": "canary", "text": "canary",
          "note": "canary", "reason": "canary", "tags": ["canary"], "status": "open"}'
      FROM (
        VALUES ('ticket.created', NULL), ('ticket.changed', NULL), ('ticket.commented', NULL),
          ('incident.opened', 1), ('incident.noted', 1), ('incident.changed', 1)
      ) AS event (kind, incident_id)
      """)
    try await owner.execute(
      """
      INSERT INTO intake.tickets
        (title, description, category, priority, requester, triage_decided_by, triage_ruleset,
          triage_matched)
      VALUES ('canary', 'canary', 'network', 'low', 'canary', 'rules', 1, '[]')
      """)
    try await owner.execute(
      """
      INSERT INTO response.webhooks (name, url, format, secret)
      VALUES ('chat', 'https://example.org/canary', 'generic', 'canary')
      """)
    for view in try await views("relname NOT LIKE 'personal%'") {
      let rows = try await Report.ask("SELECT * FROM reporting.\(view)")
      #expect(!rows.joined().contains("canary"), "\(view)")
      #expect(!rows.joined().contains("192.0.2.77"), "\(view)")
    }
  }
}
