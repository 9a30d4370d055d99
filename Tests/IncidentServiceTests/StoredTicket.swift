import DatabaseTesting
import Domain
import Postgres
import Relay
import ServiceTesting

/// Tickets, as the other service would have stored and queued them.
enum StoredTicket {
  /// Stores tickets of these ids.
  static func insert(
    _ ids: ClosedRange<Int64>, title: String = "Phishing", priority: Priority = .high
  ) async throws {
    try await TestDatabase.current.owner.execute(
      """
      INSERT INTO intake.tickets
        (id, title, description, category, priority,
          triage_decided_by, triage_ruleset, triage_matched)
      OVERRIDING SYSTEM VALUE
      SELECT id, \(title), 'Look', 'security', \(priority), 'rules', 1, '[]'
      FROM generate_series(\(ids.lowerBound), \(ids.upperBound)) AS id
      """)
  }

  /// Queues the tickets of these ids in this order, in the role of the ticket service.
  static func queue(
    _ ids: [Int64], severity: Priority = .high, rule: Int = 1,
    origin: Origin = Origin(actor: "anonymous")
  ) async throws {
    let service = TestDatabase.current.connect(as: "ticket_service", poolSize: 1)
    try await service.transaction { transaction in
      try await EscalationQueries.enqueue(
        ids.map {
          EscalationRequest(ticketID: $0, Escalation(rule: rule, severity: severity), origin)
        },
        transaction)
    }
  }
}
