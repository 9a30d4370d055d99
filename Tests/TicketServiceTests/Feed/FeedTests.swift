import DatabaseTesting
import Foundation
import ServiceTesting
import Testing

@Suite(.database, .timeLimit(.minutes(2))) struct FeedTests {
  @Test func `what is done to a ticket is in the feed, in its order`() async throws {
    let desk = await TestDesk.open()
    let ticket = try await desk.report("Printer")
    _ = try await desk.patch("/tickets/\(ticket.id)", #"{"status":"in_progress"}"#)
    _ = try await desk.post(
      "/tickets/\(ticket.id)/comments", #"{"visibility":"public","text":"a"}"#)
    var items: [[String: Any]] = []
    #expect(
      try await eventually(within: .seconds(60)) {
        items = try await desk.get("/events").json()["items"] as? [[String: Any]] ?? []
        return items.count == 3
      })
    #expect(
      items.map { $0["kind"] as? String }
        == ["ticket.created", "ticket.changed", "ticket.commented"])
    #expect(items.allSatisfy { $0["ticket_id"] as? Int64 == Int64(ticket.id) })
    #expect(items[1]["after"] as? NSDictionary == ["status": "in_progress"])
  }
}
