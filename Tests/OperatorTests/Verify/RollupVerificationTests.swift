import DatabaseTesting
import Operator
import Postgres
import Testing

/// What `firstline verify` says about what reports keep.
@Suite(.database, .timeLimit(.minutes(2))) struct RollupVerificationTests {
  private static let lives = "what reports keep of tickets and incidents is what the ledger says"
  private static let days =
    "the figures that reports keep of days are what tickets and incidents say"

  private var owner: Database { TestDatabase.current.owner }

  /// Two tickets, one of them with an incident, of which everything is kept.
  init() async throws {
    try await Plant.ticket(1)
    try await Plant.ticket(2)
    try await Plant.incident(1, ticket: 1)
    try await owner.execute(
      """
      UPDATE response.sla_place
      SET (xid, id) = (SELECT xid, id FROM ledger.events ORDER BY xid DESC, id DESC LIMIT 1)
      """)
    #expect(try await TestDatabase.current.settle())
    #expect(try await owner.value("SELECT report_internals.keep_lives(1000)") == 3)
    while try await owner.value("SELECT report_internals.keep_days(100)") != 0 {}
  }

  /// How many lines of violations there are, by check.
  private func violations() async throws -> [String: Int] {
    let connection = Connection(TestDatabase.current.settings())
    let findings = try await Verification.run(grace: 60, on: connection)
    await connection.close()
    return Dictionary(uniqueKeysWithValues: findings.map { ($0.check, $0.violations.count) })
      .filter { [Self.lives, Self.days].contains($0.key) }
  }

  @Test func `what is kept as it should be is clean`() async throws {
    #expect(try await violations() == [Self.lives: 0, Self.days: 0])
  }

  @Test(arguments: [
    ("UPDATE rollup.tickets SET status = 'closed' WHERE id = 1", 1, 0),
    ("DELETE FROM rollup.incidents", 1, 2),
    ("UPDATE rollup.ticket_days SET unanswered = 5 WHERE level = 'all'", 0, 2),
    ("UPDATE rollup.triage_days SET kept = 5 WHERE category = 'network'", 0, 2),
    ("UPDATE rollup.flow_days SET tickets_closed = 5", 0, 2),
    ("UPDATE rollup.promise_days SET met = 5 WHERE metric = 'first_response'", 0, 2),
  ])
  func `what somebody has changed is named`(change: String, ofLives: Int, ofDays: Int)
    async throws
  {
    try await owner.execute("\(unsafe: change)")
    #expect(try await violations() == [Self.lives: ofLives, Self.days: ofDays])
  }

  @Test func `what has happened since is nothing wrong`() async throws {
    try await Plant.ticket(3)
    #expect(try await violations() == [Self.lives: 0, Self.days: 0])
  }
}
