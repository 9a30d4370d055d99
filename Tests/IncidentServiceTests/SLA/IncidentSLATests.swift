import DatabaseTesting
import Relay
import ServiceTesting
import Testing

/// The clocks of incidents by the first policies, as a client reads them.
@Suite(.database, .timeLimit(.minutes(3))) struct IncidentSLATests {
  private struct Clock: Decodable {
    let metric: String
    let state: String
    let target: Double
    let elapsed: Double
    let remaining: Double
    let startedAt: String
    let stoppedAt: String?
    let dueAt: String?
    let breachedAt: String?
    let calendar: Int?
    let intervals: [Interval]?
  }

  private struct Interval: Decodable {
    let startsAt: String
    let endsAt: String
    let elapsed: Double
  }

  private struct Clocks: Decodable {
    let clocks: [Clock]
  }

  private struct Listed: Decodable {
    let sla: [Clock]
  }

  private func clocks(_ path: String, _ desk: TestDesk) async throws -> [Clock] {
    let answer = try await desk.get(path)
    #expect(answer.status == 200)
    return try answer.read(Clocks.self).clocks
  }

  /// Waits until the keeper has brought the clocks into these states.
  private func waitFor(_ states: [String], _ desk: TestDesk) async throws -> Bool {
    try await eventually(within: .seconds(40)) {
      try await SLAKeeper(desk.database).keep()
      return try await clocks("/incidents/1/sla", desk).map(\.state) == states
    }
  }

  @Test func `an incident shows its clocks from its start to its end, with the working`()
    async throws
  {
    let desk = TestDesk()
    try await desk.openIncidents(1...1)
    #expect(try await waitFor(["running", "running"], desk))
    let first = try await clocks("/incidents/1/sla", desk)
    #expect(first.map(\.metric) == ["acknowledgement", "resolution"])
    #expect(first.map(\.target) == [900, 14_400])
    #expect(first.allSatisfy { $0.elapsed >= 0 && $0.elapsed < 60 && $0.stoppedAt == nil })
    #expect(first.allSatisfy { ($0.elapsed + $0.remaining - $0.target).magnitude < 0.001 })
    _ = try await desk.post("/incidents/1/acknowledge")
    #expect(try await waitFor(["met", "running"], desk))
    let listed = try await desk.get("/incidents?include=sla").read(PageDocument<Listed>.self).items
    #expect(listed.map { $0.sla.map(\.state) } == [["met", "running"]])
    _ = try await desk.post("/incidents/1/resolve")
    #expect(try await waitFor(["met", "met"], desk))
    _ = try await desk.post("/incidents/1/reopen")
    #expect(try await waitFor(["met", "running"], desk))
    _ = try await desk.post("/incidents/1/resolve")
    #expect(try await waitFor(["met", "met"], desk))
    let explained = try await clocks("/incidents/1/sla/explain", desk)
    #expect(explained.map(\.calendar) == [1, 1])
    #expect(explained.map { $0.intervals?.count } == [1, 2])
    let last = try #require(explained[1].intervals?.last)
    #expect(last.elapsed == explained[1].elapsed)
    #expect(last.endsAt == explained[1].stoppedAt)
  }

  @Test func `a breach shows when it was due, and is in the timeline`() async throws {
    let desk = TestDesk()
    try await desk.openIncidents(1...1)
    #expect(try await waitFor(["running", "running"], desk))
    try await TestDatabase.current.fastForward(seconds: 1_000)
    #expect(try await waitFor(["breached", "running"], desk))
    let clock = try #require(try await clocks("/incidents/1/sla", desk).first)
    #expect(clock.breachedAt == clock.dueAt)
    #expect(clock.remaining < -99)
    #expect(
      try await eventually(within: .seconds(40)) {
        try await SLAKeeper(desk.database).keep()
        return try await desk.timeline(of: 1).map(\.kind) == [
          "incident.opened", "incident.sla_breached",
        ]
      })
  }

  @Test(arguments: ["/incidents/9/sla", "/incidents/9/sla/explain"])
  func `an unknown incident has none`(path: String) async throws {
    let answer = try await TestDesk().get(path)
    #expect(answer.status == 404)
    #expect(try answer.problem.slug == "not-found")
  }
}
