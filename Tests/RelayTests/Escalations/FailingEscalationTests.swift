import DatabaseTesting
import Domain
import Postgres
import Synchronization
import Testing

@testable import Relay

@Suite(.database, .timeLimit(.minutes(1))) struct FailingEscalationTests {
  /// A sweeper that cannot open these tickets.
  private func sweeper(failingFor bad: [Int64]) -> Sweeper {
    Sweeper(database: RelayDatabase.incidents, interval: .seconds(3_600)) {
      try await RelayDatabase.note(
        $0, while: "ticket_id <> ALL (\(bad)) OR public.refuse(ticket_id)", $1)
    }
  }

  private static func error(_ ticketID: Int64) -> String { "23000: ticket \(ticketID) is bad" }

  @Test func `a row that fails is put off with its error, and stops nobody`() async throws {
    try await RelayDatabase.makeNotebook()
    try await RelayDatabase.stopClock(at: 0)
    try await RelayDatabase.enqueue(1...6)
    try await sweeper(failingFor: [2, 5]).sweep()
    #expect(try await RelayDatabase.noted() == [1, 3, 4, 6])
    #expect(
      try await RelayDatabase.queue() == [
        .init(ticketID: 2, attempts: 1, error: Self.error(2)),
        .init(ticketID: 5, attempts: 1, error: Self.error(5)),
      ])
    #expect(try await RelayDatabase.delays() == [1, 1])
  }

  @Test func `the delays double, and after eight failures the row is dead`() async throws {
    try await RelayDatabase.makeNotebook()
    try await RelayDatabase.stopClock(at: 0)
    try await RelayDatabase.enqueue([1])
    let sweeper = sweeper(failingFor: [1])
    var (clock, delays) = (0.0, [Double]())
    for attempt in 1...8 {
      try await RelayDatabase.stopClock(at: Int(clock))
      try await sweeper.sweep()
      let state = RelayDatabase.State(
        ticketID: 1, attempts: attempt, isDead: attempt == 8, error: Self.error(1))
      #expect(try await RelayDatabase.queue() == [state])
      // Not due yet, so this one changes nothing.
      try await sweeper.sweep()
      #expect(try await RelayDatabase.queue() == [state])
      let delay = try #require(try await RelayDatabase.delays().first)
      delays.append(delay)
      clock += delay
    }
    #expect(delays.dropLast() == [1, 2, 4, 8, 16, 32, 64])
    try await RelayDatabase.stopClock(at: 1_000_000)
    #expect(try await sweeper.sweep() == 0)
  }

  @Test func `no delay is longer than five minutes`() async throws {
    try await RelayDatabase.stopClock(at: 0)
    try await RelayDatabase.enqueue([1])
    let database = RelayDatabase.incidents
    let id = try #require(try await EscalationQueries.due(limit: 1, database).first)
    var delays: [Double] = []
    for attempt in 1...12 {
      let isDead = try await EscalationQueries.fail(
        id: id, error: "failure \(attempt)", limit: 100, database)
      #expect(!isDead)
      delays += try await RelayDatabase.delays()
    }
    #expect(delays == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300])
    #expect(
      try await RelayDatabase.queue() == [
        .init(ticketID: 1, attempts: 12, error: "failure 12")
      ])
  }

  @Test func `a row that somebody else has taken meanwhile cannot fail`() async throws {
    let isDead = try await EscalationQueries.fail(
      id: 4711, error: "no", limit: 1, RelayDatabase.incidents)
    #expect(!isDead)
  }

  @Test func `a dead row is tried again after it was redriven, one or all`() async throws {
    try await RelayDatabase.makeNotebook()
    try await RelayDatabase.enqueue(1...4)
    try await RelayDatabase.owner.execute(
      """
      UPDATE relay.escalations SET attempts = 8, died_at = public.clock_now(), last_error = 'no'
      WHERE ticket_id < 4
      """)
    let ids: [Int64] = try await RelayDatabase.owner.values(
      "SELECT id FROM relay.escalations ORDER BY ticket_id")
    let database = RelayDatabase.incidents
    func redrive(_ id: Int64?) async throws -> [Int64] {
      try await database.transaction { try await EscalationQueries.redrive(id: id, $0) }
    }
    #expect(try await redrive(ids[3]) == [])
    #expect(try await redrive(ids[1]) == [ids[1]])
    try await sweeper(failingFor: []).sweep()
    #expect(try await RelayDatabase.noted() == [2, 4])
    #expect(try await redrive(nil) == [ids[0], ids[2]])
    #expect(
      try await RelayDatabase.queue() == [
        .init(ticketID: 1, error: "no"), .init(ticketID: 3, error: "no"),
      ])
    try await sweeper(failingFor: []).sweep()
    #expect(try await RelayDatabase.noted() == [1, 2, 3, 4])
  }
}
