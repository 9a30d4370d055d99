import DatabaseTesting
import Postgres
import Testing

/// Promise 6: each program's role can do only its own job.
@Suite(.database, .timeLimit(.minutes(2))) struct GrantsTests {
  private static let programs = ["ticket_service", "incident_service"]
  private static let everybody = programs + ["reporter"]

  /// Statements that are refused, each with the roles that may not run it.
  private static let refused: [(String, [String])] = [
    ("UPDATE ledger.events SET actor = 'nobody'", everybody),
    ("DELETE FROM ledger.events", everybody),
    ("TRUNCATE ledger.events", everybody),
    ("INSERT INTO intake.rulesets (document, note) VALUES ('{}', 'a')", everybody),
    ("UPDATE intake.rulesets SET note = 'a'", everybody),
    ("DELETE FROM intake.rulesets", everybody),
    ("DELETE FROM intake.tickets", everybody),
    ("TRUNCATE intake.tickets", everybody),
    ("DELETE FROM response.incidents", everybody),
    ("TRUNCATE response.incidents", everybody),
    ("TRUNCATE relay.escalations", everybody),
    ("UPDATE public.schema_migrations SET checksum = ''", everybody),
    ("DELETE FROM public.schema_migrations", everybody),
    ("CREATE TABLE public.mine (a integer)", everybody),
    ("CREATE TABLE intake.mine (a integer)", everybody),
    ("CREATE SCHEMA mine", everybody),
    ("CREATE ROLE mine", everybody),
    ("CREATE ROLE mine SUPERUSER", everybody),
    (
      """
      CREATE OR REPLACE FUNCTION public.clock_now() RETURNS timestamptz
      LANGUAGE sql AS 'SELECT now()'
      """,
      everybody
    ),
    ("ALTER TABLE ledger.events DISABLE TRIGGER ALL", everybody),
    ("DROP VIEW reporting.tickets", everybody),
    ("UPDATE response.incidents SET title = 'a'", ["ticket_service", "reporter"]),
    (
      "INSERT INTO response.incidents (ticket_id, title) VALUES (1, 'a')",
      ["ticket_service", "reporter"]
    ),
    ("SELECT key FROM response.idempotency_keys", ["ticket_service", "reporter"]),
    ("SELECT ticket_id FROM response.incident_tickets", ["reporter"]),
    (
      "INSERT INTO response.incident_links (incident_id, other_id) VALUES (1, 2)",
      ["ticket_service", "reporter"]
    ),
    ("DELETE FROM response.incident_links", ["ticket_service", "reporter"]),
    ("UPDATE response.incident_links SET other_id = 3", everybody),
    ("UPDATE relay.escalations SET attempts = 0", ["ticket_service", "reporter"]),
    ("DELETE FROM relay.escalations", ["ticket_service", "reporter"]),
    ("UPDATE intake.tickets SET title = 'a'", ["incident_service", "reporter"]),
    ("INSERT INTO intake.tickets (title) VALUES ('a')", ["incident_service", "reporter"]),
    ("SELECT key FROM intake.idempotency_keys", ["incident_service", "reporter"]),
    ("INSERT INTO intake.idempotency_keys (key) VALUES ('a')", ["incident_service"]),
    ("INSERT INTO relay.escalations (ticket_id) VALUES (1)", ["reporter"]),
    ("SELECT text FROM intake.comments", ["incident_service", "reporter"]),
    ("UPDATE intake.comments SET text = 'a'", everybody),
    ("DELETE FROM intake.comments", everybody),
    ("SELECT key FROM intake.kept_answers", ["incident_service", "reporter"]),
    ("INSERT INTO ledger.events (kind, actor) VALUES ('a.b', 'c')", ["reporter"]),
    ("UPDATE response.sla_calendars SET note = 'a'", everybody),
    ("DELETE FROM response.sla_calendars", everybody),
    ("UPDATE response.sla_policies SET note = 'a'", everybody),
    ("DELETE FROM response.sla_policies", everybody),
    ("DELETE FROM response.sla_clocks", everybody),
    ("UPDATE response.sla_clocks SET due_at = NULL", ["ticket_service", "reporter"]),
    (
      "INSERT INTO response.sla_policies (name, subject, note) VALUES ('a', 'b', 'c')",
      ["ticket_service", "reporter"]
    ),
    ("SELECT id FROM response.sla_clocks", ["reporter"]),
    ("INSERT INTO relay.resolutions (ticket_id) VALUES (1)", ["ticket_service", "reporter"]),
    ("DELETE FROM relay.resolutions", ["incident_service", "reporter"]),
    ("UPDATE relay.resolutions SET actor = 'a'", ["incident_service", "reporter"]),
    ("UPDATE response.resolution_policies SET tickets = 'keep'", everybody),
    (
      "INSERT INTO response.resolution_policies (tickets, note) VALUES ('keep', 'a')",
      ["ticket_service", "reporter"]
    ),
    ("UPDATE response.escalation_policies SET note = 'a'", everybody),
    ("DELETE FROM response.escalation_policies", everybody),
    (
      "INSERT INTO response.escalation_policies (name, steps, note) VALUES ('a', '[]', 'b')",
      ["ticket_service", "reporter"]
    ),
    ("UPDATE response.escalation_runs SET step = 1", ["ticket_service", "reporter"]),
    ("DELETE FROM response.escalation_runs", everybody),
    ("UPDATE response.sla_place SET id = 0", ["ticket_service", "reporter"]),
    ("DELETE FROM response.sla_place", everybody),
    ("INSERT INTO response.sla_place (xid, id) VALUES ('1', 1)", everybody),
    ("SELECT event_id FROM response.sla_turns", ["ticket_service", "reporter"]),
    ("DELETE FROM response.sla_turns", everybody),
    ("UPDATE response.sla_failures SET error = 'a'", everybody),
    ("DELETE FROM response.sla_failures", everybody),
    ("SELECT secret FROM response.webhooks", ["ticket_service", "reporter"]),
    ("SELECT id FROM response.deliveries", ["ticket_service", "reporter"]),
    ("DELETE FROM response.deliveries", everybody),
    ("DELETE FROM response.delivery_place", everybody),
    ("INSERT INTO access.tokens (hash, name, role) VALUES ('', 'a', 'admin')", everybody),
    ("UPDATE access.tokens SET role = 'admin'", everybody),
    ("UPDATE access.tokens SET hash = ''", everybody),
    ("UPDATE access.tokens SET revoked_at = NULL, expires_at = NULL", everybody),
    ("DELETE FROM access.tokens", everybody),
    ("TRUNCATE access.tokens", everybody),
    ("SELECT hash FROM access.tokens", ["reporter"]),
    ("SELECT id FROM intake.tickets", ["reporter"]),
    ("SELECT version FROM intake.rulesets", ["reporter"]),
    ("SELECT id FROM relay.escalations", ["reporter"]),
    ("SELECT id FROM response.incidents", ["reporter"]),
    ("SELECT id FROM ledger.events", ["reporter"]),
    ("SELECT number FROM public.schema_migrations", ["reporter"]),
    ("SELECT id FROM reporting.tickets", programs),
    ("SELECT rolpassword FROM pg_authid", everybody),
  ]

  @Test(arguments: refused)
  func `a statement that is not the role's job is refused`(
    statement: String, roles: [String]
  ) async throws {
    for role in roles {
      let database = TestDatabase.current.connect(as: role)
      let error = await #expect(throws: DatabaseError.self, "\(role) may: \(statement)") {
        try await database.execute("\(unsafe: statement)")
      }
      #expect(error?.sqlState == .insufficientPrivilege, "\(role): \(statement)")
      // The ledger's trigger would refuse it too; the right itself must be missing.
      #expect(error?.message != "the ledger is append-only", "\(role): \(statement)")
    }
  }

  @Test(arguments: [
    "UPDATE ledger.events SET actor = 'nobody'", "DELETE FROM ledger.events",
    "TRUNCATE ledger.events", "TRUNCATE ledger.events CASCADE",
  ])
  func `not even the owner changes the ledger`(statement: String) async throws {
    let owner = TestDatabase.current.owner
    try await owner.execute(
      "INSERT INTO ledger.events (kind, ticket_id, actor) VALUES ('ticket.created', 1, 'a')")
    let error = await #expect(throws: DatabaseError.self) {
      try await owner.execute("\(unsafe: statement)")
    }
    #expect(error?.sqlState == .insufficientPrivilege)
    #expect(error?.message == "the ledger is append-only")
  }

  @Test(arguments: [
    (
      "ticket_service",
      [
        "SELECT id FROM intake.tickets FOR UPDATE", "UPDATE intake.tickets SET title = 'a'",
        "SELECT version FROM intake.rulesets", "DELETE FROM intake.idempotency_keys",
        "SELECT text FROM intake.comments", "DELETE FROM intake.kept_answers",
        "SELECT id FROM relay.escalations", "SELECT id FROM response.incidents",
        "SELECT ticket_id FROM response.incident_tickets",
        "SELECT id FROM response.sla_clocks", "SELECT version FROM response.sla_policies",
        "SELECT id FROM ledger.events", "SELECT number FROM public.schema_migrations",
      ]
    ),
    (
      "incident_service",
      [
        "SELECT id FROM intake.tickets", "SELECT version FROM intake.rulesets",
        "UPDATE response.incidents SET title = 'a'", "DELETE FROM response.idempotency_keys",
        "SELECT ticket_id FROM response.incident_tickets", "DELETE FROM response.incident_links",
        "SELECT id FROM response.sla_clocks FOR UPDATE SKIP LOCKED",
        "SELECT severity FROM response.escalation_policies_in_effect",
        "SELECT number FROM response.escalation_runs FOR UPDATE SKIP LOCKED",
        "SELECT id FROM relay.escalations FOR UPDATE SKIP LOCKED",
        "DELETE FROM relay.escalations", "SELECT id FROM ledger.events",
        "SELECT number FROM public.schema_migrations",
      ]
    ),
  ])
  func `what is the role's job is allowed`(role: String, statements: [String]) async throws {
    let database = TestDatabase.current.connect(as: role)
    for statement in statements { try await database.execute("\(unsafe: statement)") }
  }

  @Test func `the reporter reads every view of reporting`() async throws {
    let views: [String] = try await TestDatabase.current.owner.values(
      "SELECT table_name::text FROM information_schema.views WHERE table_schema = 'reporting'")
    #expect(views.count >= 5)
    let database = TestDatabase.current.connect(as: "reporter")
    for view in views { try await database.execute("SELECT FROM reporting.\(unsafe: view)") }
  }

  @Test func `there is nothing but views in reporting`() async throws {
    let others: [String] = try await TestDatabase.current.owner.values(
      """
      SELECT relname::text FROM pg_class
      WHERE relnamespace = 'reporting'::regnamespace AND relkind <> 'v'
      """)
    #expect(others == [])
  }

  @Test func `no role owns anything or has a right that is given to owners`() async throws {
    let powers: [String] = try await TestDatabase.current.owner.values(
      """
      SELECT rolname::text FROM pg_roles
      WHERE rolname IN ('ticket_service', 'incident_service', 'reporter')
        AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)
      """)
    #expect(powers == [])
  }
}
