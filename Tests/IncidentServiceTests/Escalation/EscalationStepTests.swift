import DatabaseTesting
import Domain
import Foundation
import Postgres
import ServiceTesting
import Testing

@testable import IncidentService

/// When steps happen, and when they do not.
@Suite(.database, .timeLimit(.minutes(2))) struct EscalationStepTests {
  private let desk = TestDesk()

  /// Seconds from the start of a run to a time.
  private func seconds(_ from: String, to: String?) throws -> Double {
    let start = try #require(Instant(rfc3339: from))
    let end = try #require(to.flatMap { Instant(rfc3339: $0) })
    return Double(end.microseconds - start.microseconds) / 1_000_000
  }

  @Test func `an incident that opens waits for the first step`() async throws {
    let policy = try await desk.publish([60, 120])
    try await desk.openIncidents(1...1)
    let run = try await desk.escalation(of: 1)
    #expect(run.policy == policy)
    #expect(run.state == "running")
    #expect(run.round == 1)
    #expect(run.step == 1)
    let incident = try await desk.get("/incidents/1").read(IncidentDocument.self)
    #expect(run.startedAt == incident.createdAt)
    #expect(try seconds(run.startedAt, to: run.dueAt) == 60)
    #expect(run.endedAt == nil)
    #expect(run.endedBy == nil)
    #expect(run.steps == [])
    #expect(try await desk.advance() == 0)
  }

  @Test func `a step writes what it tells, and the next is counted from when it was due`()
    async throws
  {
    let policy = try await desk.publish([60, 120])
    try await desk.openIncidents(1...1)
    try await TestDatabase.current.fastForward(seconds: 100)
    #expect(try await desk.advance() == 1)
    let run = try await desk.escalation(of: 1)
    #expect(run.steps == ["1.1 a"])
    #expect(run.step == 2)
    #expect(try seconds(run.startedAt, to: run.dueAt) == 180)
    let event = try #require(try await desk.timeline(of: 1).last)
    #expect(event.kind == "incident.escalated")
    #expect(event.ticketID == 1)
    #expect(event.actor == "incident-service")
    #expect(event.before == nil)
    #expect(event.after == ["step": 1, "round": 1, "policy": policy, "tell": ["a"]])
    #expect(try await desk.advance() == 0)
  }

  @Test func `rounds are repeated after a pause, until all was in vain`() async throws {
    let policy = try await desk.publish([0, 120], repeats: 1, pause: 300)
    try await desk.openIncidents(1...1)
    for (time, steps, step, due) in [
      (1, ["1.1 a"], 2, 120), (121, ["1.1 a", "1.2 b"], 1, 420),
      (421, ["1.1 a", "1.2 b", "2.1 a"], 2, 540),
      (541, ["1.1 a", "1.2 b", "2.1 a", "2.2 b"], nil, 840),
    ] as [(Int, [String], Int?, Double)] {
      try await TestDatabase.current.fastForward(seconds: time)
      #expect(try await desk.advance() == 1)
      let run = try await desk.escalation(of: 1)
      #expect(run.steps == steps)
      #expect(run.step == step)
      #expect(try seconds(run.startedAt, to: run.dueAt) == due)
      #expect(run.state == "running")
      #expect(try await desk.incidents("escalation=running") == [1])
      #expect(try await desk.incidents("escalation=exhausted") == [])
    }
    try await TestDatabase.current.fastForward(seconds: 841)
    #expect(try await desk.advance() == 1)
    let run = try await desk.escalation(of: 1)
    #expect(run.state == "exhausted")
    #expect(run.endedBy == "exhausted")
    #expect(run.endedAt != nil)
    #expect(run.dueAt == nil)
    #expect(run.steps.count == 4)
    let event = try #require(try await desk.timeline(of: 1).last)
    #expect(event.kind == "incident.escalation_exhausted")
    #expect(event.after == ["round": 2, "policy": policy])
    #expect(try await desk.incidents("escalation=exhausted") == [1])
    #expect(try await desk.incidents("escalation=running") == [])
    try await TestDatabase.current.fastForward(seconds: 100_000)
    #expect(try await desk.advance() == 0)
  }

  @Test func `what was missed is made up for, in order and each step once`() async throws {
    try await desk.publish([60, 120], repeats: 2, pause: 10)
    try await desk.openIncidents(1...2)
    try await TestDatabase.current.fastForward(seconds: 100_000)
    #expect(try await desk.advance() == 14)
    for id in Int64(1)...2 {
      let run = try await desk.escalation(of: id)
      #expect(run.steps == ["1.1 a", "1.2 b", "2.1 a", "2.2 b", "3.1 a", "3.2 b"])
      #expect(run.state == "exhausted")
    }
  }

  @Test func `of several runners at once, one makes a step`() async throws {
    try await desk.publish([0, 60, 60], pause: 60)
    try await StoredTicket.insert(1...300)
    try await StoredTicket.queue(Array(1...300))
    try await desk.sweep()
    try await TestDatabase.current.fastForward(seconds: 100_000)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        let database = TestDatabase.current.connect(as: "incident_service", poolSize: 2)
        for _ in 0..<2 {
          group.addTask { _ = try await EscalationRunner(database).advance() }
        }
      }
      try await group.waitForAll()
    }
    // What one of them was at was left by the others.
    try await desk.advance()
    let events = try await TestDatabase.current.owner.query(
      """
      SELECT coalesce((after ->> 'step')::integer, 0), count(*)
      FROM ledger.events
      WHERE kind IN ('incident.escalated', 'incident.escalation_exhausted')
      GROUP BY 1
      ORDER BY 1
      """, as: Pair<Int, Int>.self)
    #expect(events.map(\.first) == [0, 1, 2, 3])
    #expect(events.map(\.second) == [300, 300, 300, 300])
  }

  @Test func `a step that was not committed has not happened`() async throws {
    struct Crash: Error {}
    try await desk.publish([0, 60])
    try await desk.openIncidents(1...1)
    try await TestDatabase.current.fastForward(seconds: 1)
    await #expect(throws: Crash.self) {
      try await desk.database.transaction { transaction in
        #expect(try await EscalationRunQueries.advance(limit: 9, transaction) == [1])
        throw Crash()
      }
    }
    #expect(try await desk.escalation(of: 1).steps == [])
    #expect(try await desk.advance() == 1)
    #expect(try await desk.escalation(of: 1).steps == ["1.1 a"])
  }

  @Test func `an incident that is being changed is left for later`() async throws {
    try await desk.publish([0])
    try await desk.openIncidents(1...2)
    try await TestDatabase.current.fastForward(seconds: 1)
    try await TestDatabase.current.owner.transaction { transaction in
      try await transaction.execute("SELECT FROM response.incidents WHERE id = 1 FOR UPDATE")
      #expect(try await desk.advance() == 1)
      #expect(try await desk.escalation(of: 1).steps == [])
      #expect(try await desk.escalation(of: 2).steps == ["1.1 a"])
    }
    #expect(try await desk.advance() == 1)
    #expect(try await desk.escalation(of: 1).steps == ["1.1 a"])
  }

  @Test func `the service makes steps by itself`() async throws {
    try await desk.publish([0, 1])
    try await desk.openIncidents(1...1)
    let runner = EscalationRunner(desk.database)
    let service = Task { try await runner.run() }
    #expect(try await eventually { try await desk.escalation(of: 1).steps == ["1.1 a", "1.2 b"] })
    service.cancel()
    try await service.value
  }
}
