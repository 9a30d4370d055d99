import DatabaseTesting
import Postgres
import Relay
import Testing

/// A sealed ledger, and what a superuser does to it who can do everything.
enum TamperedLedger {
  private static var owner: Database { TestDatabase.current.owner }

  /// Seals so many events in two seals of their own, each event of another ticket, the numbers of
  /// which are those of the events.
  static func seal(_ events: ClosedRange<Int> = 1...6) async throws {
    let half = (events.lowerBound + events.upperBound) / 2
    for part in [events.lowerBound...half, half + 1...events.upperBound] {
      for ticket in part {
        try await owner.execute(
          """
          INSERT INTO ledger.events (kind, ticket_id, actor, address, before, after)
          VALUES (
            'ticket.changed', \(ticket), \("agent \(ticket)"), '192.0.2.7', '{"title": "a"}',
            '{"title": "b"}')
          """)
      }
      try #require(try await TestDatabase.current.settle())
      try await Sealer(TestDatabase.current.connect(as: "incident_service")).seal()
    }
  }

  /// Runs statements as a superuser for whom no trigger works.
  static func tamper(_ statements: String...) async throws {
    try await owner.transaction { transaction in
      try await transaction.execute("SET LOCAL session_replication_role = replica")
      for statement in statements { try await transaction.execute("\(unsafe: statement)") }
    }
  }

  /// The place of an event, as reports write it.
  static func place(_ id: Int) async throws -> String {
    try await owner.value("SELECT xid || '-' || id FROM ledger.events WHERE id = \(id)") ?? ""
  }
}
