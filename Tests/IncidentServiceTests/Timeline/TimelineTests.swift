import DatabaseTesting
import Domain
import Foundation
import HTTPTypes
import Postgres
import Relay
import ServiceTesting
import Testing
import Web

@testable import IncidentService

@Suite(.database) struct TimelineTests {
  private static let traces = (1...3).map {
    "00-4bf92f3577b34da6a3ce929d0e0e473\($0)-00f067aa0ba902b\($0)-01"
  }

  private static func origin(_ number: Int) -> HTTPFields {
    [.requestID: "req-\(number)", .traceParent: traces[number - 1]]
  }

  /// A service with an incident that was swept, acknowledged and resolved, and another one.
  private func lived() async throws -> TestDesk {
    let desk = TestDesk()
    try await StoredTicket.insert(7...8)
    let origin = Origin(
      actor: "ann", requestID: "req-1", traceParent: TraceParent(header: Self.traces[0]),
      address: IPAddress("192.0.2.7"))
    try await StoredTicket.queue([7], origin: origin)
    try await Sweeper(
      database: desk.database, interval: .seconds(3600), open: IncidentQueries.open
    ).sweep()
    _ = try await desk.post("/incidents/8")
    _ = try await desk.post("/incidents/1/acknowledge", Self.origin(2))
    _ = try await desk.post("/incidents/1/resolve", Self.origin(3))
    return desk
  }

  @Test func `a timeline says what happened, by whom and by which request`() async throws {
    let desk = try await lived()
    let incident = try await desk.get("/incidents/1").read(IncidentDocument.self)
    let items = try #require(
      try await desk.get("/incidents/1/timeline").json()["items"] as? [[String: Any]])
    #expect(
      items.map { $0["kind"] as? String }
        == ["incident.opened", "incident.acknowledged", "incident.resolved"])
    #expect(items.map { $0["ticket_id"] as? Int } == [7, 7, 7])
    #expect(items.map { $0["incident_id"] as? Int } == [1, 1, 1])
    #expect(items.map { $0["actor"] as? String } == ["ann", "admin", "admin"])
    #expect(items.map { $0["request_id"] as? String } == ["req-1", "req-2", "req-3"])
    #expect(items.map { $0["traceparent"] as? String } == Self.traces)
    #expect(items.map { $0["address"] as? String } == ["192.0.2.7", nil, nil])
    let times = items.compactMap { $0["at"] as? String }
    #expect(times == times.sorted())
    #expect(times.count == 3)
    let before: [NSDictionary?] = [
      nil, ["status": "open", "acknowledged_at": NSNull()],
      ["status": "acknowledged", "resolved_at": NSNull()],
    ]
    let after: [NSDictionary?] = [
      [
        "severity": "high", "status": "open", "rule": "High tickets", "rule_version": 1,
      ],
      ["status": "acknowledged", "acknowledged_at": try #require(incident.acknowledgedAt)],
      ["status": "resolved", "resolved_at": try #require(incident.resolvedAt)],
    ]
    #expect(items.map { $0["before"] as? NSDictionary } == before)
    #expect(items.map { $0["after"] as? NSDictionary } == after)
  }

  @Test func `a ticket that is resolved at once was open before`() async throws {
    let desk = try await lived()
    _ = try await desk.post("/incidents/2/resolve")
    let items = try #require(
      try await desk.get("/incidents/2/timeline").json()["items"] as? [[String: Any]])
    #expect(items.map { $0["kind"] as? String } == ["incident.opened", "incident.resolved"])
    #expect(
      items.last?["before"] as? NSDictionary == ["status": "open", "resolved_at": NSNull()])
  }

  @Test func `a timeline has pages, oldest first`() async throws {
    let desk = try await lived()
    var kinds: [String] = []
    var next = "/incidents/1/timeline?limit=1" as String?
    while let uri = next, kinds.count < 1000 {
      let answer = try await desk.get(uri)
      let items = try #require(try answer.json()["items"] as? [[String: Any]])
      #expect(items.count == 1)
      kinds += items.compactMap { $0["kind"] as? String }
      let link = answer.headers[.link]?.wholeMatch(of: /<(.+)>; rel="next"/)
      next = link.map { String($0.1) }
    }
    #expect(kinds == ["incident.opened", "incident.acknowledged", "incident.resolved"])
  }

  @Test func `an unknown incident has no timeline`() async throws {
    let answer = try await TestDesk().get("/incidents/9/timeline")
    #expect(answer.status == 404)
    #expect(try answer.problem.detail == "There is no incident 9.")
  }

  @Test func `a cursor belongs to its incident`() async throws {
    let desk = try await lived()
    let page = try await desk.get("/incidents/1/timeline?limit=1").json()
    let cursor = try #require(page["next_cursor"] as? String)
    #expect(try await desk.get("/incidents/1/timeline?cursor=\(cursor)").status == 200)
    #expect(try await desk.get("/incidents/2/timeline?cursor=\(cursor)").status == 422)
  }
}
