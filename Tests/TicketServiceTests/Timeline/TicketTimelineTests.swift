import DatabaseTesting
import Foundation
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@Suite(.database) struct TicketTimelineTests {
  /// A service with a ticket that was changed, spoken of and escalated, and another one.
  private func lived() async throws -> TestDesk {
    let desk = await TestDesk.open()
    _ = try await desk.report("Printer", "Jams", [.requestID: "req-1"])
    _ = try await desk.report("Another")
    _ = try await desk.patch("/tickets/1", #"{"assignee":"ann"}"#, [.requestID: "req-2"])
    _ = try await desk.post("/tickets/1/comments", #"{"visibility":"public","text":"Why?"}"#)
    try await TestDatabase.current.owner.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, incident_id, actor, after)
      VALUES ('incident.opened', 1, 7, 'bo', '{"status": "open"}')
      """)
    return desk
  }

  @Test func `a timeline says what happened, by whom and by which request`() async throws {
    let desk = try await lived()
    let items = try #require(
      try await desk.get("/tickets/1/timeline").json()["items"] as? [[String: Any]])
    #expect(
      items.map { $0["kind"] as? String }
        == ["ticket.created", "ticket.changed", "ticket.commented", "incident.opened"])
    #expect(items.map { $0["ticket_id"] as? Int } == [1, 1, 1, 1])
    #expect(items.map { $0["incident_id"] as? Int } == [nil, nil, nil, 7])
    #expect(items.map { $0["actor"] as? String } == ["admin", "admin", "admin", "bo"])
    #expect(items.prefix(2).map { $0["request_id"] as? String } == ["req-1", "req-2"])
    #expect(items[1]["before"] as? NSDictionary == ["assignee": NSNull()])
    #expect(items[1]["after"] as? NSDictionary == ["assignee": "ann"])
  }

  @Test func `a timeline has pages, oldest first`() async throws {
    let desk = try await lived()
    var kinds: [String] = []
    var next = "/tickets/1/timeline?limit=1" as String?
    while let uri = next, kinds.count < 100 {
      let answer = try await desk.get(uri)
      let items = try #require(try answer.json()["items"] as? [[String: Any]])
      #expect(items.count == 1)
      kinds += items.compactMap { $0["kind"] as? String }
      next = answer.headers[.link]?.wholeMatch(of: /<(.+)>; rel="next"/).map { String($0.1) }
    }
    #expect(
      kinds == ["ticket.created", "ticket.changed", "ticket.commented", "incident.opened"])
  }

  @Test func `an unknown ticket has no timeline, and a cursor belongs to its ticket`()
    async throws
  {
    let desk = try await lived()
    let answer = try await desk.get("/tickets/9/timeline")
    #expect(answer.status == 404)
    #expect(try answer.problem.detail == "There is no ticket 9.")
    let page = try await desk.get("/tickets/1/timeline?limit=1").json()
    let cursor = try #require(page["next_cursor"] as? String)
    #expect(try await desk.get("/tickets/1/timeline?cursor=\(cursor)").status == 200)
    #expect(try await desk.get("/tickets/2/timeline?cursor=\(cursor)").status == 422)
  }
}
