import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

@Suite(.database, .timeLimit(.minutes(1))) struct ClaimTests {
  @Test func `two claims at once share the queue between them`() async throws {
    try await RelayDatabase.enqueue(1...5)
    let database = RelayDatabase.incidents
    let (first, second) = try await database.transaction { one in
      let claim = EscalationQueries.claim(limit: 3)
      let first = try await RelayDatabase.claim(claim, one)
      let second = try await RelayDatabase.claim(claim, database)
      return (first, second)
    }
    #expect(first.map(\.ticketID) == [1, 2, 3])
    #expect(second.map(\.ticketID) == [4, 5])
    #expect(try await RelayDatabase.queue() == [])
  }

  @Test func `one row is claimed by one transaction`() async throws {
    try await RelayDatabase.enqueue([1])
    let database = RelayDatabase.incidents
    let id = try #require(try await EscalationQueries.due(limit: 1, database).first)
    let (first, second) = try await database.transaction { one in
      let claim = EscalationQueries.claim(id: id)
      let first = try await RelayDatabase.claim(claim, one)
      let second = try await RelayDatabase.claim(claim, database)
      return (first, second)
    }
    #expect(first.map(\.ticketID) == [1])
    #expect(second.isEmpty)
  }

  @Test func `what was claimed is back when the transaction is rolled back`() async throws {
    try await RelayDatabase.enqueue(1...3)
    await #expect(throws: CancellationError.self) {
      try await RelayDatabase.incidents.transaction { transaction in
        let claim = EscalationQueries.claim(limit: 10)
        #expect(try await RelayDatabase.claim(claim, transaction).count == 3)
        throw CancellationError()
      }
    }
    #expect(try await RelayDatabase.queue() == (1...3).map { RelayDatabase.State(ticketID: $0) })
  }

  @Test func `the oldest are claimed first, whatever the order in which they were written`()
    async throws
  {
    try await RelayDatabase.enqueue(1...300)
    // 7 and 300 have no common divisor, so every minute is somebody's.
    try await RelayDatabase.owner.execute(
      """
      UPDATE relay.escalations
      SET due_at = public.clock_now() - make_interval(mins => 1 + (ticket_id * 7 % 300)::integer)
      """)
    let claimed = try await RelayDatabase.claim(
      EscalationQueries.claim(limit: 200), RelayDatabase.incidents)
    let oldest = (1...300).sorted { $0 * 7 % 300 > $1 * 7 % 300 }.prefix(200)
    #expect(claimed.map { Int($0.ticketID) } == oldest.sorted())
  }

  @Test func `what is not due yet, and what is dead, is not claimed`() async throws {
    try await RelayDatabase.enqueue(1...3)
    try await RelayDatabase.owner.execute(
      "UPDATE relay.escalations SET due_at = due_at + interval '1 hour' WHERE ticket_id = 1")
    try await RelayDatabase.owner.execute(
      """
      UPDATE relay.escalations SET died_at = public.clock_now(), last_error = 'no'
      WHERE ticket_id = 2
      """)
    let database = RelayDatabase.incidents
    #expect(try await EscalationQueries.due(limit: 10, database).count == 1)
    let claimed = try await RelayDatabase.claim(EscalationQueries.claim(limit: 10), database)
    #expect(claimed.map(\.ticketID) == [3])
    let backlog = try #require(try await EscalationQueries.backlog(database))
    #expect(backlog.waiting == 1)
    #expect(backlog.dead == 1)
  }
}
