import DatabaseTesting
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@Suite(.database) struct MoveIncidentTests {
  /// A service with one incident, led to this status.
  private func desk(at status: String = "open") async throws -> TestDesk {
    let desk = TestDesk()
    try await StoredTicket.insert(7...7)
    _ = try await desk.post("/incidents/7")
    if status == "acknowledged" { _ = try await desk.post("/incidents/1/acknowledge") }
    if status == "resolved" { _ = try await desk.post("/incidents/1/resolve") }
    return desk
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

  @Test(arguments: [
    ("acknowledged", "acknowledge", "acknowledged"), ("resolved", "acknowledge", "acknowledged"),
    ("resolved", "resolve", "resolved"),
  ])
  func `what the status does not allow is refused with the status`(
    from: String, verb: String, next: String
  ) async throws {
    let desk = try await desk(at: from)
    let before = try await desk.get("/incidents/1")
    let answer = try await desk.post("/incidents/1/\(verb)")
    #expect(answer.status == 409)
    let problem = try answer.problem
    #expect(problem.slug == "conflict")
    #expect(problem.detail == "The incident is \(from) and cannot become \(next).")
    #expect(problem.statusNow == from)
    #expect(try await desk.get("/incidents/1").body == before.body)
    #expect(try await StoredEvent.all().count == 2)
  }

  @Test(arguments: ["acknowledge", "resolve"], ["\"1\"", "*", "\"0\", \"1\""])
  func `who names the present version may change it`(
    verb: String, condition: String
  ) async throws {
    let answer = try await desk().post("/incidents/1/\(verb)", [.ifMatch: condition])
    #expect(answer.status == 200)
  }

  @Test(arguments: ["acknowledge", "resolve"], ["\"2\"", "W/\"1\"", "\"01\"", "\"x\""])
  func `who names another version may not, and learns the present one`(
    verb: String, condition: String
  ) async throws {
    let desk = try await desk()
    let answer = try await desk.post("/incidents/1/\(verb)", [.ifMatch: condition])
    #expect(answer.status == 412)
    #expect(answer.headers[.eTag] == "\"1\"")
    #expect(try answer.problem.slug == "precondition-failed")
    #expect(try await desk.get("/incidents/1").read(IncidentDocument.self).status == "open")
    #expect(try await StoredEvent.all().count == 1)
  }

  @Test(arguments: ["acknowledge", "resolve"])
  func `an unknown incident is not found`(verb: String) async throws {
    for headers: HTTPFields in [[:], [.ifMatch: "\"1\""], [.ifMatch: "*"]] {
      let answer = try await TestDesk().post("/incidents/9/\(verb)", headers)
      #expect(answer.status == 404)
      #expect(try answer.problem.detail == "There is no incident 9.")
    }
  }

  @Test(arguments: ["acknowledge", "resolve"])
  func `of many who do the same at once one does it`(verb: String) async throws {
    let desk = try await desk()
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<16 { group.addTask { try await desk.post("/incidents/1/\(verb)").status } }
      return try await group.reduce(into: [Int]()) { $0.append($1) }.sorted()
    }
    #expect(statuses == [200] + Array(repeating: 409, count: 15))
    #expect(try await StoredEvent.all().count == 2)
  }

  @Test(arguments: ["acknowledge", "resolve"])
  func `a repeated request gets the answer again`(verb: String) async throws {
    let desk = try await desk()
    let key: HTTPFields = [.idempotencyKey: "k", .ifMatch: "\"1\""]
    let first = try await desk.post("/incidents/1/\(verb)", key)
    let second = try await desk.post("/incidents/1/\(verb)", key)
    #expect(second.status == 200)
    #expect(second.body == first.body)
    #expect(second.headers[.eTag] == "\"2\"")
    #expect(second.headers[.idempotencyReplayed] == "true")
  }

  @Test(arguments: ["acknowledge", "resolve"])
  func `a change that cannot be recorded is not made`(verb: String) async throws {
    let desk = try await desk()
    try await TestDatabase.current.owner.execute(
      "REVOKE INSERT ON ledger.events FROM incident_service")
    #expect(try await desk.post("/incidents/1/\(verb)").status == 500)
    #expect(try await desk.get("/incidents/1").read(IncidentDocument.self).status == "open")
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
