import DatabaseTesting
import Foundation
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@Suite(.database) struct MoveIncidentTests {
  private static let verbs = ["acknowledge", "resolve", "reopen"]

  /// A service with one incident, led to this status.
  private func desk(at status: String = "open") async throws -> TestDesk {
    let desk = TestDesk()
    try await desk.openIncidents(7...7)
    try await desk.lead(1, to: status)
    return desk
  }

  /// A service whose incident allows this; it has been changed as often as it says.
  private func desk(for verb: String) async throws -> (desk: TestDesk, version: Int) {
    verb == "reopen" ? (try await desk(at: "resolved"), 2) : (try await desk(), 1)
  }

  @Test func `an incident is acknowledged`() async throws {
    let desk = try await desk()
    let answer = try await desk.post("/incidents/1/acknowledge/")
    #expect(answer.status == 200)
    #expect(answer.headers[.eTag] == "\"2\"")
    let incident = try answer.read(IncidentDocument.self)
    #expect(incident.status == "acknowledged")
    #expect(incident.acknowledgedAt == incident.updatedAt)
    #expect(incident.updatedAt > incident.createdAt)
    #expect(incident.resolvedAt == nil)
    #expect(try await desk.get("/incidents/1").body == answer.body)
  }

  @Test(arguments: ["open", "acknowledged"])
  func `an incident is resolved`(from: String) async throws {
    let desk = try await desk(at: from)
    let answer = try await desk.post("/incidents/1/resolve")
    #expect(answer.status == 200)
    #expect(answer.headers[.eTag] == (from == "open" ? "\"2\"" : "\"3\""))
    let incident = try answer.read(IncidentDocument.self)
    #expect(incident.status == "resolved")
    #expect(incident.resolvedAt == incident.updatedAt)
    #expect((incident.acknowledgedAt == nil) == (from == "open"))
    #expect(try await desk.get("/incidents/1").body == answer.body)
  }

  @Test func `a resolved incident is reopened, and keeps when it was first acknowledged`()
    async throws
  {
    let desk = try await desk(at: "acknowledged")
    let acknowledged = try await desk.get("/incidents/1").read(IncidentDocument.self)
    _ = try await desk.post("/incidents/1/resolve")
    let answer = try await desk.post("/incidents/1/reopen")
    #expect(answer.status == 200)
    #expect(answer.headers[.eTag] == "\"4\"")
    let incident = try answer.read(IncidentDocument.self)
    #expect(incident.status == "open")
    #expect(incident.resolvedAt == nil)
    #expect(incident.acknowledgedAt == acknowledged.acknowledgedAt)
    #expect(try await desk.get("/incidents/1").body == answer.body)
    let again = try await desk.post("/incidents/1/acknowledge").read(IncidentDocument.self)
    #expect(again.status == "acknowledged")
    #expect(again.acknowledgedAt == acknowledged.acknowledgedAt)
    let events = try await desk.timeline(of: 1)
    try #require(events.count == 5)
    #expect(events.map { $0.before?["status"] as? String }.suffix(2) == ["resolved", "open"])
    #expect(
      events[3].before == [
        "status": "resolved",
        "resolved_at": try #require(events[2].after?["resolved_at"] as? String),
      ])
    #expect(events[3].after == ["status": "open", "resolved_at": NSNull()])
  }

  @Test func `an incident is not reopened while its ticket has another open one`() async throws {
    let desk = try await desk(at: "resolved")
    #expect(try await desk.post("/incidents/7").status == 201)
    let answer = try await desk.post("/incidents/1/reopen")
    #expect(answer.status == 409)
    #expect(
      try answer.problem.detail == "A ticket of the incident has another open incident.")
    #expect(try answer.problem.statusNow == "resolved")
    #expect(try await desk.get("/incidents/1").read(IncidentDocument.self).status == "resolved")
    #expect(try await StoredEvent.all().count == 3)
  }

  @Test(arguments: [
    ("acknowledged", "acknowledge", "acknowledged"), ("resolved", "acknowledge", "acknowledged"),
    ("closed", "acknowledge", "acknowledged"), ("resolved", "resolve", "resolved"),
    ("closed", "resolve", "resolved"), ("open", "reopen", "open"),
    ("acknowledged", "reopen", "open"), ("closed", "reopen", "open"),
  ])
  func `what the status does not allow is refused with the status`(
    from: String, verb: String, next: String
  ) async throws {
    let desk = try await desk(at: from)
    let before = try await desk.get("/incidents/1")
    let events = try await StoredEvent.all().count
    let answer = try await desk.post("/incidents/1/\(verb)")
    #expect(answer.status == 409)
    let problem = try answer.problem
    #expect(problem.slug == "conflict")
    #expect(problem.detail == "The incident is \(from) and cannot become \(next).")
    #expect(problem.statusNow == from)
    #expect(try await desk.get("/incidents/1").body == before.body)
    #expect(try await StoredEvent.all().count == events)
  }

  @Test(arguments: verbs, ["\"%\"", "*", "\"0\", \"%\""])
  func `who names the present version may change it`(
    verb: String, condition: String
  ) async throws {
    let (desk, version) = try await desk(for: verb)
    let condition = condition.replacing("%", with: "\(version)")
    let answer = try await desk.post("/incidents/1/\(verb)", [.ifMatch: condition])
    #expect(answer.status == 200)
  }

  @Test(arguments: verbs, ["\"7\"", "W/\"%\"", "\"0%\"", "\"x\""])
  func `who names another version may not, and learns the present one`(
    verb: String, condition: String
  ) async throws {
    let (desk, version) = try await desk(for: verb)
    let before = try await desk.get("/incidents/1").body
    let condition = condition.replacing("%", with: "\(version)")
    let answer = try await desk.post("/incidents/1/\(verb)", [.ifMatch: condition])
    #expect(answer.status == 412)
    #expect(answer.headers[.eTag] == "\"\(version)\"")
    #expect(try answer.problem.slug == "precondition-failed")
    #expect(try await desk.get("/incidents/1").body == before)
    #expect(try await StoredEvent.all().count == version)
  }

  @Test(arguments: verbs)
  func `an unknown incident is not found`(verb: String) async throws {
    for headers: HTTPFields in [[:], [.ifMatch: "\"1\""], [.ifMatch: "*"]] {
      let answer = try await TestDesk().post("/incidents/9/\(verb)", headers)
      #expect(answer.status == 404)
      #expect(try answer.problem.detail == "There is no incident 9.")
    }
  }

  @Test(arguments: verbs)
  func `of many who do the same at once one does it`(verb: String) async throws {
    let (desk, version) = try await desk(for: verb)
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<16 { group.addTask { try await desk.post("/incidents/1/\(verb)").status } }
      return try await group.reduce(into: [Int]()) { $0.append($1) }.sorted()
    }
    #expect(statuses == [200] + Array(repeating: 409, count: 15))
    #expect(try await StoredEvent.all().count == version + 1)
  }

  @Test(arguments: verbs)
  func `a repeated request gets the answer again`(verb: String) async throws {
    let (desk, version) = try await desk(for: verb)
    let key: HTTPFields = [.idempotencyKey: "k", .ifMatch: "\"\(version)\""]
    let first = try await desk.post("/incidents/1/\(verb)", key)
    let second = try await desk.post("/incidents/1/\(verb)", key)
    #expect(second.status == 200)
    #expect(second.body == first.body)
    #expect(second.headers[.eTag] == "\"\(version + 1)\"")
    #expect(second.headers[.idempotencyReplayed] == "true")
  }

  @Test(arguments: verbs)
  func `a change that cannot be recorded is not made`(verb: String) async throws {
    let (desk, version) = try await desk(for: verb)
    let before = try await desk.get("/incidents/1").body
    try await TestDatabase.current.owner.execute(
      "REVOKE INSERT ON ledger.events FROM incident_service")
    #expect(try await desk.post("/incidents/1/\(verb)").status == 500)
    #expect(try await desk.get("/incidents/1").body == before)
    #expect(try await StoredEvent.all().count == version)
  }

  @Test(arguments: ["\"1\"", "W/\"1\"", "*"])
  func `who has the present version is not sent it again`(condition: String) async throws {
    let desk = try await desk()
    let headers: HTTPFields = [.ifNoneMatch: condition]
    let answer = try await desk.get("/incidents/1", headers)
    #expect(answer.status == 304)
    #expect(answer.headers[.eTag] == "\"1\"")
    #expect(answer.body.isEmpty)
    _ = try await desk.post("/incidents/1/resolve")
    #expect(try await desk.get("/incidents/1", headers).status == (condition == "*" ? 304 : 200))
  }
}
