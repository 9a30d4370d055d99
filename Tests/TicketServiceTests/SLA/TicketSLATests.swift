import DatabaseTesting
import Relay
import ServiceTesting
import Testing

/// The clocks of tickets by the first policies, as a client of the ticket service reads them.
@Suite(.database, .timeLimit(.minutes(3))) struct TicketSLATests {
  private struct Clock: Decodable {
    let metric: String
    let state: String
    let target: Double
    let intervals: [Interval]?
  }

  private struct Interval: Decodable {
    let elapsed: Double
  }

  private struct Clocks: Decodable {
    let clocks: [Clock]
  }

  private func clocks(_ path: String, _ desk: TestDesk) async throws -> [Clock] {
    let answer = try await desk.get(path)
    #expect(answer.status == 200)
    return try answer.read(Clocks.self).clocks
  }

  @Test func `a ticket shows its clocks, which the incident service keeps`() async throws {
    let desk = await TestDesk.open()
    _ = try await desk.report("Printer broken")
    #expect(try await clocks("/tickets/1/sla", desk).isEmpty)
    let keeper = SLAKeeper(TestDatabase.current.connect(as: "incident_service"))
    func waitFor(_ states: [String]) async throws -> Bool {
      try await eventually(within: .seconds(40)) {
        try await keeper.keep()
        return try await clocks("/tickets/1/sla", desk).map(\.state) == states
      }
    }
    #expect(try await waitFor(["running", "running"]))
    let first = try await clocks("/tickets/1/sla", desk)
    #expect(first.map(\.metric) == ["first_response", "resolution"])
    #expect(first.map(\.target) == [28_800, 259_200])
    for (status, states) in [
      ("waiting", ["paused", "paused"]), ("in_progress", ["running", "running"]),
      ("resolved", ["met", "met"]), ("open", ["met", "running"]),
    ] {
      _ = try await desk.patch("/tickets/1", #"{"status":"\#(status)"}"#)
      #expect(try await waitFor(states), "\(status)")
    }
    let explained = try await clocks("/tickets/1/sla/explain", desk)
    #expect(explained.map { $0.intervals?.count } == [2, 3])
  }

  private struct Listed: Decodable {
    let id: Int64
    let title: String
    let sla: [Clock]?
  }

  private struct ListedPage: Decodable {
    let items: [Listed]
  }

  @Test func `a page of tickets shows the clocks of each, where it is asked to`() async throws {
    let desk = await TestDesk.open()
    for title in ["Printer broken", "Phishing", "Wifi slow"] { _ = try await desk.report(title) }
    let keeper = SLAKeeper(TestDatabase.current.connect(as: "incident_service"))
    func page(_ query: String) async throws -> [Listed] {
      try await desk.get("/tickets\(query)").read(ListedPage.self).items
    }
    let isKept = try await eventually(within: .seconds(40)) {
      try await keeper.keep()
      return try await clocks("/tickets/3/sla", desk).count == 2
    }
    #expect(isKept)
    _ = try await desk.patch("/tickets/2", #"{"status":"waiting"}"#)
    let isPaused = try await eventually(within: .seconds(40)) {
      try await keeper.keep()
      return try await clocks("/tickets/2/sla", desk).first?.state == "paused"
    }
    #expect(isPaused)
    let listed = try await page("?include=sla&limit=2")
    #expect(listed.map(\.id) == [3, 2])
    #expect(listed.map(\.title) == ["Wifi slow", "Phishing"])
    #expect(
      listed.map { $0.sla?.map(\.state) } == [["running", "running"], ["paused", "paused"]])
    #expect(listed.map { $0.sla?.map(\.target) } == [[14_400, 86_400], [3_600, 28_800]])
    #expect(try await page("").map(\.sla?.count) == [nil, nil, nil])
    #expect(try await page("?include=sla&status=closed").isEmpty)
    #expect(try await desk.get("/tickets?include=clocks").status == 422)
  }

  @Test(arguments: ["/tickets/9/sla", "/tickets/9/sla/explain"])
  func `an unknown ticket has none`(path: String) async throws {
    let answer = try await TestDesk.open().get(path)
    #expect(answer.status == 404)
  }
}
