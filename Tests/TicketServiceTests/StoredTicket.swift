import DatabaseTesting
import Domain
import Postgres
import Relay

/// A ticket that a test puts into the database by itself, where the way in through the service
/// would not let it choose.
struct StoredTicket {
  var title = "Printer"
  var description = "Jams"
  var category = Category.hardware
  var priority = Priority.low
  var status = TicketStatus.open
  var createdAt = Instant(rfc3339: "2026-03-01T12:00:00Z")!

  /// Stores the tickets in this order.
  static func insert(_ tickets: [StoredTicket]) async throws {
    try await TestDatabase.current.owner.execute(
      """
      INSERT INTO intake.tickets
        (title, description, category, priority, status, created_at,
          triage_decided_by, triage_ruleset, triage_matched)
      SELECT title, description, category, priority, status, created_at, 'rules', 1, '[]'
      FROM unnest(
        \(tickets.map(\.title)), \(tickets.map(\.description)), \(tickets.map(\.category)),
        \(tickets.map(\.priority)), \(tickets.map(\.status)), \(tickets.map(\.createdAt))
      ) WITH ORDINALITY AS ticket
        (title, description, category, priority, status, created_at, position)
      ORDER BY position
      """)
  }
}
