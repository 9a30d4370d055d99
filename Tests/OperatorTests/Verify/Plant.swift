import DatabaseTesting
import Postgres

/// What is put into the database of the running test, by its owner, past all programs.
enum Plant {
  /// A ticket and its ledger event.
  static func ticket(
    _ id: Int, priority: String = "high", decidedBy: String = "rules", ruleset: Int = 1,
    age: Int = 3_600, isInLedger: Bool = true
  ) async throws {
    try await owner.execute(
      """
      INSERT INTO intake.tickets
        (id, title, description, category, priority,
          triage_decided_by, triage_ruleset, triage_matched, created_at, updated_at)
      OVERRIDING SYSTEM VALUE
      SELECT \(id), 'a', 'b', 'security', \(priority), \(decidedBy), \(ruleset), '[]', at, at
      FROM (SELECT now() - make_interval(secs => \(Double(age))) AS at) AS birth
      """)
    guard isInLedger else { return }
    try await owner.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, actor) VALUES ('ticket.created', \(id), 'a')
      """)
  }

  /// An incident and its ledger event; closed where it is merged.
  static func incident(
    _ id: Int, ticket: Int, status: String = "open", mergedInto: Int? = nil,
    holdsTicket: Bool = false, isInLedger: Bool = true
  ) async throws {
    let status = mergedInto == nil ? status : "closed"
    try await owner.execute(
      """
      INSERT INTO response.incidents
        (id, ticket_id, title, description, severity, status, escalatable_at, resolved_at,
          merged_into, holds_ticket)
      OVERRIDING SYSTEM VALUE
      VALUES (
        \(id), \(ticket), 'a', 'b', 'high', \(status), now(), now(), \(mergedInto),
        \(holdsTicket))
      """)
    guard isInLedger else { return }
    try await owner.execute(
      """
      INSERT INTO ledger.events (kind, incident_id, actor) VALUES ('incident.opened', \(id), 'a')
      """)
  }

  /// A row of the relay; dead where it has an error.
  static func escalation(
    _ id: Int, ticket: Int, age: Int = 0, attempts: Int = 0, error: String? = nil
  ) async throws {
    try await owner.execute(
      """
      INSERT INTO relay.escalations
        (id, ticket_id, severity, actor, queued_at, attempts, last_error, died_at)
      OVERRIDING SYSTEM VALUE
      VALUES (
        \(id), \(ticket), 'high', 'a', now() - make_interval(secs => \(Double(age))),
        \(attempts), \(error), CASE WHEN \(error)::text IS NOT NULL THEN now() END)
      """)
  }

  /// A newer version of the first ruleset, by which other priorities escalate.
  static func ruleset(escalating priorities: String) async throws {
    try await owner.execute(
      """
      INSERT INTO intake.rulesets (document, note)
      SELECT jsonb_set(document, '{escalate}', \(JSONText(priorities))), 'A test'
      FROM intake.rulesets
      WHERE version = 1
      """)
  }

  /// A webhook.
  static func webhook(_ id: Int, enabled: Bool = true) async throws {
    try await owner.execute(
      """
      INSERT INTO response.webhooks (id, name, url, format, enabled, secret)
      OVERRIDING SYSTEM VALUE
      VALUES (\(id), 'webhook ' || \(id), 'https://a.b/', 'generic', \(enabled), 'c')
      """)
  }

  /// A message about incident 1, due so long ago; dead where it is since when.
  static func delivery(
    _ id: Int, webhook: Int = 1, age: Int, deadFor: Int? = nil
  ) async throws {
    try await owner.execute(
      """
      INSERT INTO response.deliveries
        (id, webhook_id, kind, event_id, incident_id, due_at, last_error, died_at)
      OVERRIDING SYSTEM VALUE
      VALUES (
        \(id), \(webhook), 'incident.opened', \(id), 1,
        now() - make_interval(secs => \(Double(age))), 'a',
        now() - make_interval(secs => \(deadFor.map { Double($0) })))
      """)
  }

  /// Takes away the promise that the database itself keeps.
  static func allowSeveralOpenIncidents() async throws {
    try await owner.execute("DROP INDEX response.one_open_incident_per_ticket")
  }

  private static var owner: Database { TestDatabase.current.owner }
}
