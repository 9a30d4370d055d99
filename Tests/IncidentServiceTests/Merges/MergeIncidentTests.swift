import DatabaseTesting
import Foundation
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@Suite(.database) struct MergeIncidentTests {
  private typealias Page = PageDocument<IncidentDocument>

  /// A service with incidents 1 and 2 of the tickets 11 and 12, and so on.
  private func desk(incidents count: Int64 = 2) async throws -> TestDesk {
    let desk = TestDesk()
    try await desk.openIncidents(11...10 + count)
    return desk
  }

  private func incident(_ id: Int64, _ desk: TestDesk) async throws -> IncidentDocument {
    try await desk.get("/incidents/\(id)").read(IncidentDocument.self)
  }

  @Test func `the merged incident is closed and leads to the survivor`() async throws {
    let desk = try await desk()
    let before = try await incident(2, desk)
    let answer = try await desk.merge(2, into: 1)
    #expect(answer.status == 200)
    #expect(answer.headers[.eTag] == "\"2\"")
    let merged = try answer.read(IncidentDocument.self)
    #expect(merged.id == 2)
    #expect(merged.status == "closed")
    #expect(merged.mergedInto == 1)
    #expect(merged.resolvedAt == nil)
    #expect(merged.createdAt == before.createdAt)
    #expect(merged.ticketId == 12)
    #expect(try await desk.get("/incidents/2").body == answer.body)
    let survivor = try await desk.get("/incidents/1")
    #expect(survivor.headers[.eTag] == "\"2\"")
    #expect(try survivor.read(IncidentDocument.self).status == "open")
    #expect(try survivor.read(IncidentDocument.self).mergedInto == nil)
  }

  @Test(arguments: [(1, 2), (2, 1)])
  func `the survivor keeps the earliest start, with its lag`(id: Int64, into: Int64) async throws {
    let desk = try await desk()
    try await TestDatabase.current.owner.execute(
      """
      UPDATE response.incidents
      SET escalatable_at = created_at - make_interval(secs => id)
      """)
    let first = try await incident(1, desk)
    _ = try await desk.merge(id, into: into)
    #expect(try await incident(into, desk).createdAt == first.createdAt)
    let lag: Double? = try await TestDatabase.current.owner.value(
      """
      SELECT extract(epoch FROM created_at - escalatable_at)::float8
      FROM response.incidents
      WHERE id = \(into)
      """)
    #expect(lag == 1)
  }

  @Test(arguments: [([2], true), ([1], true), ([2, 1], true), ([1, 2], true), ([], false)])
  func `the earliest acknowledgement moves to the survivor`(
    acknowledged: [Int64], isAcknowledged: Bool
  ) async throws {
    let desk = try await desk()
    var first: String?
    for id in acknowledged {
      let answer = try await desk.post("/incidents/\(id)/acknowledge")
      first = try first ?? answer.read(IncidentDocument.self).acknowledgedAt
    }
    _ = try await desk.merge(2, into: 1)
    let survivor = try await incident(1, desk)
    #expect(survivor.status == (isAcknowledged ? "acknowledged" : "open"))
    #expect(survivor.acknowledgedAt == first)
    #expect(try await incident(2, desk).acknowledgedAt == nil)
  }

  @Test func `the timeline of the survivor has both, oldest first, in pages`() async throws {
    let desk = try await desk()
    _ = try await desk.post("/incidents/2/acknowledge")
    _ = try await desk.post("/incidents/1/notes", json: #"{"note":"Same as 2"}"#)
    let acknowledged = try await incident(2, desk)
    let created = try await incident(1, desk).createdAt
    _ = try await desk.merge(2, into: 1, [.requestID: "req-9"])
    let events = try await desk.timeline(of: 1)
    try #require(events.count == 6)
    #expect(
      events.map(\.kind) == [
        "incident.opened", "incident.opened", "incident.acknowledged", "incident.noted",
        "incident.absorbed", "incident.merged",
      ])
    #expect(events.map(\.incidentID) == [1, 2, 2, 1, 1, 2])
    #expect(events.suffix(2).map(\.requestID) == ["req-9", "req-9"])
    #expect(events.suffix(2).map(\.ticketID) == [11, 12])
    let at = try #require(acknowledged.acknowledgedAt)
    #expect(created < acknowledged.createdAt)
    #expect(events[4].before == ["status": "open", "acknowledged_at": NSNull()])
    #expect(
      events[4].after == ["status": "acknowledged", "acknowledged_at": at, "absorbed": 2])
    #expect(
      events[5].before == [
        "status": "acknowledged", "acknowledged_at": at, "merged_into": NSNull(),
      ])
    #expect(
      events[5].after == ["status": "closed", "acknowledged_at": NSNull(), "merged_into": 1])
    let page = try await desk.get("/incidents/1/timeline?limit=4").json()
    let cursor = try #require(page["next_cursor"] as? String)
    let rest = try await desk.get("/incidents/1/timeline?cursor=\(cursor)").json()
    #expect((rest["items"] as? [Any])?.count == 2)
  }

  @Test func `the survivor is the open incident of both tickets`() async throws {
    let desk = try await desk()
    _ = try await desk.merge(2, into: 1)
    for ticket in [11, 12] {
      let found = try await desk.post("/incidents/\(ticket)")
      #expect(found.status == 200)
      #expect(try found.read(IncidentDocument.self).id == 1)
    }
    #expect(try await desk.get("/incidents?ticket_id=12").read(Page.self).ids == [2, 1])
    #expect(
      try await desk.get("/incidents?ticket_id=12&status=open").read(Page.self).ids == [1])
    #expect(try await desk.get("/incidents?ticket_id=11").read(Page.self).ids == [1])
    try await StoredTicket.queue([11, 12])
    try await desk.sweep()
    #expect(try await desk.get("/incidents").read(Page.self).ids == [2, 1])
  }

  @Test func `a survivor that is resolved lets go of both tickets`() async throws {
    let desk = try await desk()
    _ = try await desk.merge(2, into: 1)
    _ = try await desk.post("/incidents/1/resolve")
    let again = try await desk.post("/incidents/12")
    #expect(again.status == 201)
    let refused = try await desk.post("/incidents/1/reopen")
    #expect(refused.status == 409)
    #expect(
      try refused.problem.detail == "A ticket of the incident has another open incident.")
    let other = try again.read(IncidentDocument.self).id
    _ = try await desk.post("/incidents/\(other)/resolve")
    #expect(try await desk.post("/incidents/1/reopen").status == 200)
    let held = try await desk.post("/incidents/12")
    #expect(held.status == 200)
    #expect(try held.read(IncidentDocument.self).id == 1)
  }

  @Test func `a survivor that is merged leads all of them on`() async throws {
    let desk = try await desk(incidents: 3)
    _ = try await desk.post("/incidents/3/acknowledge")
    _ = try await desk.merge(3, into: 2)
    _ = try await desk.merge(2, into: 1)
    let survivor = try await incident(1, desk)
    #expect(survivor.status == "acknowledged")
    #expect(try await incident(2, desk).mergedInto == 1)
    let third = try await desk.get("/incidents/3")
    #expect(try third.read(IncidentDocument.self).mergedInto == 1)
    #expect(third.headers[.eTag] == "\"4\"")
    #expect(try await desk.post("/incidents/13").read(IncidentDocument.self).id == 1)
    let events = try await desk.timeline(of: 1)
    #expect(events.count == 9)
    #expect(events.last?.incidentID == 3)
    #expect(events.last?.kind == "incident.merged")
    #expect(events.last?.before == ["merged_into": 2])
    #expect(events.last?.after == ["merged_into": 1])
  }

  @Test(arguments: ["resolved", "closed"])
  func `an incident that is not open is neither merged nor a survivor`(
    status: String
  ) async throws {
    let desk = try await desk()
    try await desk.lead(2, to: status)
    let before = try await desk.get("/incidents").body
    let source = try await desk.merge(2, into: 1)
    #expect(source.status == 409)
    #expect(try source.problem.detail == "The incident is \(status) and cannot be merged.")
    #expect(try source.problem.statusNow == status)
    let target = try await desk.merge(1, into: 2)
    #expect(target.status == 409)
    #expect(
      try target.problem.detail == "Incident 2 is \(status) and cannot take in another one.")
    #expect(try target.problem.statusNow == status)
    #expect(try await desk.get("/incidents").body == before)
  }

  @Test func `nothing more happens to a merged incident, and who tries learns where it went`()
    async throws
  {
    let desk = try await desk(incidents: 3)
    _ = try await desk.merge(2, into: 1)
    let events = try await StoredEvent.all().count
    for answer in [
      try await desk.post("/incidents/2/acknowledge"), try await desk.post("/incidents/2/resolve"),
      try await desk.post("/incidents/2/reopen"), try await desk.merge(2, into: 3),
      try await desk.merge(3, into: 2),
      try await desk.post("/incidents/2/links", json: #"{"incident_id":3}"#),
      try await desk.post("/incidents/3/links", json: #"{"incident_id":2}"#),
      try await desk.ask(.delete, "/incidents/2/links/3"),
      try await desk.post("/incidents/2/notes", json: #"{"note":"a"}"#),
      try await desk.post("/incidents/2/assign", json: #"{"assignee":"ann"}"#),
      try await desk.patch("/incidents/2", json: #"{"title":"a"}"#),
    ] {
      #expect(answer.status == 409)
      #expect(try answer.problem.statusNow == "closed")
      #expect(try answer.json()["merged_into"] as? Int64 == 1)
      #expect(try answer.problem.detail?.contains(" is merged into incident 1 and ") == true)
    }
    #expect(try await StoredEvent.all().count == events)
  }

  @Test func `unknown incidents are not found, and another version is refused`() async throws {
    let desk = try await desk()
    let missing = try await desk.merge(1, into: 9)
    #expect(missing.status == 404)
    #expect(try missing.problem.detail == "There is no incident 9.")
    #expect(try await desk.merge(9, into: 1).status == 404)
    let stale = try await desk.merge(2, into: 1, [.ifMatch: "\"7\""])
    #expect(stale.status == 412)
    #expect(stale.headers[.eTag] == "\"1\"")
    #expect(try await desk.merge(2, into: 1, [.ifMatch: "\"1\""]).status == 200)
  }

  @Test func `a repeated request gets the answer again`() async throws {
    let desk = try await desk()
    let first = try await desk.merge(2, into: 1, [.idempotencyKey: "k"])
    let second = try await desk.merge(2, into: 1, [.idempotencyKey: "k"])
    #expect(second.status == 200)
    #expect(second.body == first.body)
    #expect(second.headers[.idempotencyReplayed] == "true")
    #expect(try await desk.merge(1, into: 2, [.idempotencyKey: "k"]).status == 422)
  }

  @Test func `a merge that cannot be recorded is not made`() async throws {
    let desk = try await desk()
    let before = try await desk.get("/incidents").body
    try await TestDatabase.current.owner.execute(
      "REVOKE INSERT ON ledger.events FROM incident_service")
    #expect(try await desk.merge(2, into: 1).status == 500)
    #expect(try await desk.get("/incidents").body == before)
  }
}
