import DatabaseTesting
import Postgres
import Testing

/// The ledger is append-only, whoever asks.
@Suite(.database, .timeLimit(.minutes(1))) struct AppendOnlyTests {
  @Test(arguments: [
    "UPDATE ledger.events SET actor = 'nobody'", "DELETE FROM ledger.events",
    "TRUNCATE ledger.events", "TRUNCATE ledger.events CASCADE",
    "UPDATE ledger.seals SET hash = ''", "DELETE FROM ledger.seals", "TRUNCATE ledger.seals",
    "UPDATE ledger.archives SET file = ''", "DELETE FROM ledger.archives",
    "TRUNCATE ledger.archives CASCADE",
    "UPDATE ledger.archived_events SET kind = ''", "DELETE FROM ledger.archived_events",
    "TRUNCATE ledger.archived_events",
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
}
