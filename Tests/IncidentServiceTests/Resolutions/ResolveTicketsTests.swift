import DatabaseTesting
import Foundation
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@Suite(.database) struct ResolveTicketsTests {
  /// A service with incidents 1 to 3 of tickets 1 to 3, and this policy.
  private func desk(_ policy: String? = nil) async throws -> TestDesk {
    let desk = TestDesk()
    try await desk.openIncidents(1...3)
    if let policy {
      let answer = try await desk.post(
        "/resolution-policies", json: #"{"tickets":"\#(policy)","note":"A test"}"#)
      #expect(answer.status == 201)
    }
    return desk
  }

  /// The tickets that are to be resolved, each with its incident and who asked.
  private func queue() async throws -> [String] {
    try await TestDatabase.current.owner.values(
      """
      SELECT format('%s of %s by %s', ticket_id, incident_id, actor)
      FROM relay.resolutions
      ORDER BY ticket_id, id
      """)
  }

  @Test(arguments: [
    (nil, "", false), (nil, #"{}"#, false), (nil, #"{"resolve_tickets":true}"#, true),
    (nil, #"{"resolve_tickets":false}"#, false),
    ("offer", #"{"resolve_tickets":true}"#, true), ("resolve", "", true),
    ("resolve", #"{"resolve_tickets":true}"#, true),
    ("resolve", #"{"resolve_tickets":false}"#, false), ("keep", "", false),
    ("keep", #"{"resolve_tickets":false}"#, false),
  ])
  func `the policy and the request decide whether the tickets are resolved, too`(
    policy: String?, body: String, resolves: Bool
  ) async throws {
    let desk = try await desk(policy)
    let answer = try await desk.post("/incidents/2/resolve", json: body)
    #expect(answer.status == 200)
    #expect(try await queue() == (resolves ? ["2 of 2 by admin"] : []))
    let event = try #require(try await desk.timeline(of: 2).last)
    #expect(event.kind == "incident.resolved")
    #expect(event.after?["resolve_tickets"] as? Bool == (resolves ? true : nil))
  }

  @Test func `what the policy keeps cannot be asked for, and then nothing happens`()
    async throws
  {
    let desk = try await desk("keep")
    let answer = try await desk.post(
      "/incidents/1/resolve", json: #"{"resolve_tickets":true}"#)
    #expect(answer.status == 409)
    #expect(
      try answer.problem.detail == "The resolution policy keeps tickets as they are.")
    #expect(try await desk.get("/incidents/1").read(IncidentDocument.self).status == "open")
    #expect(try await queue() == [])
  }

  @Test func `the tickets of merged incidents are resolved with the survivor's`() async throws {
    let desk = try await desk()
    _ = try await desk.merge(1, into: 3)
    let listed = try await desk.get("/incidents/3/tickets").json()["items"] as? [[String: Any]]
    let tickets = try #require(listed)
    #expect(tickets.compactMap { $0["id"] as? Int } == [3, 1])
    #expect(
      tickets[0].keys.sorted() == [
        "category", "created_at", "id", "priority", "status", "title",
      ])
    #expect(tickets[0]["status"] as? String == "open")
    _ = try await desk.post("/incidents/3/resolve", json: #"{"resolve_tickets":true}"#)
    #expect(try await queue() == ["1 of 3 by admin", "3 of 3 by admin"])
  }

  @Test func `a resolution that is refused or repeated resolves nothing more`() async throws {
    let desk = try await desk("resolve")
    let key: HTTPFields = [.idempotencyKey: "once"]
    for _ in 0..<2 { _ = try await desk.post("/incidents/1/resolve", json: "{}", key) }
    #expect(try await desk.post("/incidents/1/resolve").status == 409)
    #expect(try await queue() == ["1 of 1 by admin"])
  }

  @Test func `tickets of an incident and policies have pages`() async throws {
    let desk = try await desk()
    _ = try await desk.merge(1, into: 3)
    _ = try await desk.merge(2, into: 3)
    #expect(try await pages(from: "/incidents/3/tickets?limit=1", "id", desk) == [3, 2, 1])
    #expect(try await desk.get("/incidents/9/tickets").status == 404)
    for policy in ["keep", "resolve"] {
      _ = try await desk.post(
        "/resolution-policies", json: #"{"tickets":"\#(policy)","note":"A test"}"#)
    }
    #expect(
      try await pages(from: "/resolution-policies?limit=2", "version", desk) == [3, 2, 1])
  }

  /// The numbers of all items of a list, page by page.
  private func pages(
    from uri: String, _ number: String, _ desk: TestDesk
  ) async throws -> [Int] {
    var numbers: [Int] = []
    var next: String? = uri
    while let uri = next, numbers.count < 100 {
      let page = try await desk.get(uri).json()
      let items = try #require(page["items"] as? [[String: Any]])
      numbers += items.compactMap { $0[number] as? Int }
      next = (page["next_cursor"] as? String).map {
        "\(uri.split(separator: "&cursor")[0])&cursor=\($0)"
      }
    }
    return numbers
  }

  @Test func `a policy that is not valid is refused with every mistake`() async throws {
    let answer = try await TestDesk.withoutDatabase.post(
      "/resolution-policies", json: #"{"tickets":"burn","why":"x"}"#)
    #expect(answer.status == 422)
    #expect(
      try answer.problem.mistakes == [
        "#/tickets not_allowed: must be one of: resolve, offer, keep",
        "#/note required: is missing",
        "#/why unknown_field: is not known; the fields are: tickets, note",
      ])
  }
}
