import DatabaseTesting
import Foundation
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@Suite(.database) struct NoteIncidentTests {
  @Test(arguments: ["open", "acknowledged", "resolved", "closed"])
  func `a note is an event of the timeline`(status: String) async throws {
    let desk = TestDesk()
    try await desk.openIncidents(7...7)
    try await desk.lead(1, to: status)
    let before = try await desk.get("/incidents/1")
    let answer = try await desk.post(
      "/incidents/1/notes", json: #"{"note":" Restarted it. \"Twice\" "}"#,
      [.requestID: "req-9"])
    #expect(answer.status == 200)
    #expect(answer.headers[.eTag] != before.headers[.eTag])
    #expect(try answer.read(IncidentDocument.self).status == status)
    #expect(try await desk.get("/incidents/1").body == answer.body)
    let event = try #require(try await desk.timeline(of: 1).last)
    #expect(event.kind == "incident.noted")
    #expect(event.requestID == "req-9")
    #expect(event.ticketID == 7)
    #expect(event.before == nil)
    #expect(event.after == ["note": #"Restarted it. "Twice""#])
  }

  @Test func `the same note twice is two notes, and under one key one`() async throws {
    let desk = TestDesk()
    try await desk.openIncidents(7...7)
    for key in [nil, nil, "k", "k"] {
      let answer = try await desk.post(
        "/incidents/1/notes", json: #"{"note":"Still down"}"#,
        key.map { [.idempotencyKey: $0] } ?? [:])
      #expect(answer.status == 200)
    }
    let kinds = try await desk.timeline(of: 1).map(\.kind)
    #expect(kinds == ["incident.opened"] + Array(repeating: "incident.noted", count: 3))
  }

  @Test func `a note that cannot be recorded changes nothing`() async throws {
    let desk = TestDesk()
    try await desk.openIncidents(7...7)
    let before = try await desk.get("/incidents/1").body
    try await TestDatabase.current.owner.execute(
      "REVOKE INSERT ON ledger.events FROM incident_service")
    #expect(try await desk.post("/incidents/1/notes", json: #"{"note":"a"}"#).status == 500)
    #expect(try await desk.get("/incidents/1").body == before)
  }

  @Test func `another version is refused, and an unknown incident is not found`() async throws {
    let desk = TestDesk()
    try await desk.openIncidents(7...7)
    let body = #"{"note":"a"}"#
    #expect(
      try await desk.post("/incidents/1/notes", json: body, [.ifMatch: "\"7\""]).status == 412)
    #expect(try await desk.post("/incidents/9/notes", json: body).status == 404)
  }
}
