import DatabaseTesting
import Foundation
import ServiceTesting
import Testing

@Suite(.database, .timeLimit(.minutes(2))) struct FeedTests {
  @Test func `the feed has what the timelines of all incidents have`() async throws {
    let desk = TestDesk()
    try await desk.openIncidents(7...8)
    try await desk.lead(1, to: "resolved")
    let timelines = try await desk.timeline(of: 1) + desk.timeline(of: 2)
    #expect(timelines.count == 3)
    var items: [[String: Any]] = []
    #expect(
      try await eventually(within: .seconds(60)) {
        items = try await desk.get("/events").json()["items"] as? [[String: Any]] ?? []
        return items.count == 3
      })
    #expect(items.map { $0["incident_id"] as? Int64 } == [1, 2, 1])
    #expect(
      items.map { $0["kind"] as? String }
        == ["incident.opened", "incident.opened", "incident.resolved"])
  }
}
