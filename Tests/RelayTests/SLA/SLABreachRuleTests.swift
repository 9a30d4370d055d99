import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

@Suite(.database, .timeLimit(.minutes(1))) struct SLABreachRuleTests {
  /// A row of the relay.
  private struct Queued: RowDecodable, Equatable, CustomStringConvertible {
    let description: String

    init(row: inout Row) throws(ColumnMismatch) { description = try row.next() }
  }

  /// Publishes a rule about broken promises.
  private func publish(
    _ name: String, _ breaches: [SLAMetric], categories: [Category]? = nil,
    severity: Priority? = nil
  ) async throws {
    try await RelayDatabase.owner.execute(
      """
      INSERT INTO response.escalation_rules (name, breaches, categories, severity, note)
      VALUES (\(name), \(breaches), \(categories), \(severity), 'A test')
      """)
  }

  /// Stores tickets 1 (hardware, low) and 2 (network, medium), starts a clock of their resolution,
  /// and notices that both are late.
  private func breach() async throws -> [String] {
    try await RelayDatabase.owner.execute(
      """
      INSERT INTO intake.tickets
        (title, description, category, priority, triage_decided_by, triage_ruleset, triage_matched)
      VALUES
        ('a', 'b', 'hardware', 'low', 'rules', 1, '[]'),
        ('a', 'b', 'network', 'medium', 'rules', 1, '[]')
      """)
    try await RelayDatabase.owner.execute(
      """
      INSERT INTO response.sla_clocks
        (subject, subject_id, metric, policy, calendar, target, started_at, promised_at, active,
          due_at)
      SELECT 'ticket', id, 'resolution', 1, 1, interval '1:00', at, at,
        tstzmultirange(tstzrange(at, NULL)), at + interval '1:00'
      FROM intake.tickets
      CROSS JOIN (SELECT public.clock_now() - interval '2:00' AS at) AS start
      """)
    _ = try await SLABreachQueries.notice(limit: 100, RelayDatabase.incidents)
    _ = try await SLABreachQueries.notice(limit: 100, RelayDatabase.incidents)
    return try await RelayDatabase.owner.query(
      """
      SELECT format('%s %s by %s of %s', ticket_id, severity, rule, actor)
      FROM relay.escalations
      ORDER BY ticket_id, id
      """, as: Queued.self
    ).map(\.description)
  }

  @Test func `without a rule a breach makes no incident`() async throws {
    #expect(try await breach() == [])
  }

  @Test func `a breach that a rule is about queues the ticket once`() async throws {
    try await publish("Late", [.firstResponse, .resolution], categories: [.network])
    #expect(try await breach() == ["2 medium by 2 of sla"])
  }

  @Test func `of several rules the most severe counts`() async throws {
    try await publish("a", [.resolution])
    try await publish("c", [.resolution], categories: [.network], severity: .high)
    try await publish("b", [.resolution], categories: [.network], severity: .high)
    try await publish("d", [.firstResponse], severity: .high)
    #expect(try await breach() == ["1 low by 2 of sla", "2 high by 4 of sla"])
  }

  @Test func `a breach and its escalation stand or fall together`() async throws {
    try await publish("Late", [.resolution])
    try await RelayDatabase.owner.execute(
      "REVOKE INSERT ON relay.escalations FROM incident_service")
    await #expect(throws: DatabaseError.self) { _ = try await breach() }
    let noticed: Int64? = try await RelayDatabase.owner.value(
      "SELECT count(*) FROM response.sla_clocks WHERE breached_at IS NOT NULL")
    #expect(noticed == 0)
  }
}
