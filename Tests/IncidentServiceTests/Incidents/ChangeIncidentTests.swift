import DatabaseTesting
import Foundation
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@Suite(.database) struct ChangeIncidentTests {
  /// A service with one incident, led to this status.
  private func desk(at status: String = "open") async throws -> TestDesk {
    let desk = TestDesk()
    try await desk.openIncidents(7...7)
    try await desk.lead(1, to: status)
    return desk
  }

  @Test(arguments: ["open", "acknowledged", "resolved"])
  func `a severity is changed for a reason, which the timeline keeps`(
    status: String
  ) async throws {
    let desk = try await desk(at: status)
    let before = try await desk.get("/incidents/1").read(IncidentDocument.self)
    let answer = try await desk.patch(
      "/incidents/1", json: #"{"severity":"low","reason":" One office only "}"#,
      [.requestID: "req-9"])
    #expect(answer.status == 200)
    #expect(answer.headers[.eTag] == (status == "open" ? "\"2\"" : "\"3\""))
    let incident = try answer.read(IncidentDocument.self)
    #expect(incident.severity == "low")
    #expect(incident.status == status)
    #expect(incident.title == before.title)
    #expect(incident.description == before.description)
    #expect(incident.updatedAt > before.updatedAt)
    #expect(try await desk.get("/incidents/1").body == answer.body)
    let event = try #require(try await desk.timeline(of: 1).last)
    #expect(event.kind == "incident.changed")
    #expect(event.actor == Caller.admin.name)
    #expect(event.requestID == "req-9")
    #expect(event.ticketID == 7)
    #expect(event.before == ["severity": "high"])
    #expect(event.after == ["severity": "low", "reason": "One office only"])
  }

  @Test func `title and description are changed, and nothing else`() async throws {
    let desk = try await desk()
    let answer = try await desk.patch(
      "/incidents/1/", json: #"{"title":"Mail is down","description":"All of it"}"#)
    let incident = try answer.read(IncidentDocument.self)
    #expect(incident.title == "Mail is down")
    #expect(incident.description == "All of it")
    #expect(incident.severity == "high")
    let event = try #require(try await desk.timeline(of: 1).last)
    #expect(event.before == ["title": "Phishing", "description": "Look"])
    #expect(event.after == ["title": "Mail is down", "description": "All of it"])
  }

  @Test func `a resolved incident is closed`() async throws {
    let desk = try await desk(at: "resolved")
    let before = try await desk.get("/incidents/1").read(IncidentDocument.self)
    let answer = try await desk.patch("/incidents/1", json: #"{"status":"closed"}"#)
    #expect(answer.status == 200)
    #expect(answer.headers[.eTag] == "\"3\"")
    let incident = try answer.read(IncidentDocument.self)
    #expect(incident.status == "closed")
    #expect(incident.resolvedAt == before.resolvedAt)
    let event = try #require(try await desk.timeline(of: 1).last)
    #expect(event.kind == "incident.closed")
    #expect(event.before == ["status": "resolved"])
    #expect(event.after == ["status": "closed"])
  }

  @Test(arguments: [
    ("open", #"{"status":"closed"}"#, "become closed"),
    ("acknowledged", #"{"status":"closed"}"#, "become closed"),
    ("closed", #"{"status":"closed"}"#, "become closed"),
    ("open", #"{"title":"a","status":"closed"}"#, "become closed"),
    ("closed", #"{"title":"a"}"#, "be changed"),
    ("closed", #"{"severity":"low","reason":"a"}"#, "be changed"),
  ])
  func `what the status does not allow is refused with the status`(
    status: String, body: String, what: String
  ) async throws {
    let desk = try await desk(at: status)
    let before = try await desk.get("/incidents/1").body
    let events = try await StoredEvent.all().count
    let answer = try await desk.patch("/incidents/1", json: body)
    #expect(answer.status == 409)
    #expect(try answer.problem.detail == "The incident is \(status) and cannot \(what).")
    #expect(try answer.problem.statusNow == status)
    #expect(try await desk.get("/incidents/1").body == before)
    #expect(try await StoredEvent.all().count == events)
  }

  @Test(arguments: [
    #"{"severity":"high","reason":"Still"}"#, #"{"title":"Phishing"}"#,
    #"{"title":" Phishing ","description":"Look","severity":"high","reason":"Still"}"#,
  ])
  func `a change that changes nothing leaves the version and the timeline alone`(
    body: String
  ) async throws {
    let desk = try await desk()
    let before = try await desk.get("/incidents/1").body
    let answer = try await desk.patch("/incidents/1", json: body, [.ifMatch: "\"1\""])
    #expect(answer.status == 200)
    #expect(answer.body == before)
    #expect(answer.headers[.eTag] == "\"1\"")
    #expect(try await StoredEvent.all().count == 1)
  }

  @Test(arguments: [#"{"title":"Phishing"}"#, #"{"title":"Other"}"#, #"{"status":"closed"}"#])
  func `who names another version may not change it`(body: String) async throws {
    let desk = try await desk(at: "resolved")
    let before = try await desk.get("/incidents/1").body
    let answer = try await desk.patch("/incidents/1", json: body, [.ifMatch: "\"1\""])
    #expect(answer.status == 412)
    #expect(answer.headers[.eTag] == "\"2\"")
    #expect(try await desk.get("/incidents/1").body == before)
    #expect(try await desk.patch("/incidents/1", json: body, [.ifMatch: "\"2\""]).status == 200)
  }

  @Test func `an unknown incident is not found`() async throws {
    let answer = try await TestDesk().patch("/incidents/9", json: #"{"title":"a"}"#)
    #expect(answer.status == 404)
    #expect(try answer.problem.detail == "There is no incident 9.")
  }

  @Test func `of many who change the version that they read one does`() async throws {
    let desk = try await desk()
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<16 {
        group.addTask {
          try await desk.patch(
            "/incidents/1", json: #"{"title":"Title \#(number)"}"#, [.ifMatch: "\"1\""]
          ).status
        }
      }
      return try await group.reduce(into: [Int]()) { $0.append($1) }.sorted()
    }
    #expect(statuses == [200] + Array(repeating: 412, count: 15))
  }

  @Test func `changes of many at once are recorded one after the other`() async throws {
    let desk = try await desk()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<16 {
        group.addTask {
          let answer = try await desk.patch(
            "/incidents/1", json: #"{"title":"Title \#(number)"}"#)
          #expect(answer.status == 200)
        }
      }
      try await group.waitForAll()
    }
    let events = try await desk.timeline(of: 1).dropFirst()
    #expect(events.count == 16)
    let after = events.map { $0.after?["title"] as? String }
    #expect(events.map { $0.before?["title"] as? String } == ["Phishing"] + after.dropLast())
  }
}
