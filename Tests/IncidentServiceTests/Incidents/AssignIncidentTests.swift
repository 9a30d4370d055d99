import DatabaseTesting
import Foundation
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@Suite(.database) struct AssignIncidentTests {
  private static let ann = #"{"assignee":"ann"}"#
  private static let nobody = #"{"assignee":null}"#

  /// A service with one incident, led to this status.
  private func desk(at status: String = "open") async throws -> TestDesk {
    let desk = TestDesk()
    try await desk.openIncidents(7...7)
    try await desk.lead(1, to: status)
    return desk
  }

  @Test(arguments: ["open", "acknowledged", "resolved"])
  func `an incident is assigned, and nothing else about it changes`(status: String) async throws {
    let desk = try await desk(at: status)
    let before = try await desk.get("/incidents/1").read(IncidentDocument.self)
    let answer = try await desk.post("/incidents/1/assign", json: #"{"assignee":" ann "}"#)
    #expect(answer.status == 200)
    #expect(answer.headers[.eTag] == (status == "open" ? "\"2\"" : "\"3\""))
    let incident = try answer.read(IncidentDocument.self)
    #expect(incident.assignee == "ann")
    #expect(incident.status == status)
    #expect(incident.acknowledgedAt == before.acknowledgedAt)
    #expect(try await desk.get("/incidents/1").body == answer.body)
    let event = try #require(try await desk.timeline(of: 1).last)
    #expect(event.kind == "incident.assigned")
    #expect(event.before == ["assignee": NSNull()])
    #expect(event.after == ["assignee": "ann"])
  }

  @Test func `null is nobody`() async throws {
    let desk = try await desk()
    _ = try await desk.post("/incidents/1/assign", json: Self.ann)
    let answer = try await desk.post("/incidents/1/assign", json: Self.nobody)
    #expect(try answer.read(IncidentDocument.self).assignee == nil)
    let event = try #require(try await desk.timeline(of: 1).last)
    #expect(event.before == ["assignee": "ann"])
    #expect(event.after == ["assignee": NSNull()])
  }

  @Test(arguments: [ann, nobody])
  func `who has it already gets it without an event`(body: String) async throws {
    let desk = try await desk()
    _ = try await desk.post("/incidents/1/assign", json: body)
    let before = try await desk.get("/incidents/1").body
    let events = try await StoredEvent.all().count
    let answer = try await desk.post("/incidents/1/assign", json: body)
    #expect(answer.status == 200)
    #expect(answer.body == before)
    #expect(try await StoredEvent.all().count == events)
  }

  @Test func `a closed incident is not assigned`() async throws {
    let desk = try await desk(at: "closed")
    let answer = try await desk.post("/incidents/1/assign", json: Self.ann)
    #expect(answer.status == 409)
    #expect(try answer.problem.detail == "The incident is closed and cannot be assigned.")
    #expect(try answer.problem.statusNow == "closed")
  }

  @Test func `another version is refused, and an unknown incident is not found`() async throws {
    let desk = try await desk()
    let stale = try await desk.post(
      "/incidents/1/assign", json: Self.ann, [.ifMatch: "\"7\""])
    #expect(stale.status == 412)
    #expect(try await desk.post("/incidents/9/assign", json: Self.ann).status == 404)
  }

  @Test func `a repeated request gets the answer again, and has one effect`() async throws {
    let desk = try await desk()
    let key: HTTPFields = [.idempotencyKey: "k"]
    let first = try await desk.post("/incidents/1/assign", json: Self.ann, key)
    _ = try await desk.post("/incidents/1/assign", json: Self.nobody)
    let second = try await desk.post("/incidents/1/assign", json: Self.ann, key)
    #expect(second.body == first.body)
    #expect(second.headers[.idempotencyReplayed] == "true")
    #expect(try await desk.get("/incidents/1").read(IncidentDocument.self).assignee == nil)
    #expect(try await desk.post("/incidents/1/assign", json: Self.nobody, key).status == 422)
  }
}
