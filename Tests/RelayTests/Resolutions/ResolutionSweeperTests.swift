import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

@Suite(.database) struct ResolutionSweeperTests {
  /// An incident of each of these tickets, resolved with them.
  private func resolve(_ tickets: ClosedRange<Int64>) async throws {
    try await RelayDatabase.owner.execute(
      """
      INSERT INTO intake.tickets
        (id, title, description, category, priority,
          triage_decided_by, triage_ruleset, triage_matched)
      OVERRIDING SYSTEM VALUE
      SELECT id, 'a', 'b', 'security', 'high', 'rules', 1, '[]'
      FROM generate_series(\(tickets.lowerBound), \(tickets.upperBound)) AS id
      """)
    try await RelayDatabase.owner.execute(
      """
      INSERT INTO response.incidents
        (id, ticket_id, title, description, severity, escalatable_at)
      OVERRIDING SYSTEM VALUE
      SELECT id, id, 'a', 'b', 'high', now()
      FROM generate_series(\(tickets.lowerBound), \(tickets.upperBound)) AS id
      """)
    try await RelayDatabase.incidents.transaction { transaction in
      for id in tickets {
        try await ResolutionQueries.enqueue(
          ticketsOf: id, Origin(actor: "ann"), transaction)
      }
    }
  }

  /// Takes what is there, and does nothing with it.
  private func sweeper(every interval: Duration) -> ResolutionSweeper {
    ResolutionSweeper(database: RelayDatabase.tickets, interval: interval) { claim, database in
      try await database.commit(
        """
        WITH claimed AS (
          \(claim)
        )
        SELECT id
        FROM claimed
        ORDER BY id
        """, as: Single<Int64>.self
      ).count
    }
  }

  private func isDrained() async throws -> Bool {
    try await eventually {
      try await RelayDatabase.owner.value("SELECT count(*) FROM relay.resolutions") == 0
    }
  }

  @Test func `it sweeps at once, and whenever it is woken`() async throws {
    try await resolve(1...600)
    let sweeper = sweeper(every: .seconds(3_600))
    try await running(sweeper) {
      #expect(try await isDrained())
      try await resolve(601...601)
      sweeper.wakeUp.ring()
      #expect(try await isDrained())
    }
  }

  @Test func `nobody needs to wake it`() async throws {
    try await running(sweeper(every: .milliseconds(20))) {
      for id in Int64(1)...3 {
        try await resolve(id...id)
        #expect(try await isDrained())
      }
    }
  }

  @Test func `what was taken and not finished is back`() async throws {
    try await resolve(1...3)
    struct Cut: Error {}
    await #expect(throws: Cut.self) {
      try await RelayDatabase.tickets.transaction { transaction in
        let taken: [Int64] = try await transaction.values(
          """
          WITH claimed AS (
            \(ResolutionQueries.claim(limit: 10))
          )
          SELECT ticket_id
          FROM claimed
          ORDER BY ticket_id
          """)
        #expect(taken == [1, 2, 3])
        throw Cut()
      }
    }
    #expect(try await sweeper(every: .seconds(3_600)).sweep() == 3)
  }
}
