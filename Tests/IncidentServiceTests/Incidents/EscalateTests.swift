import DatabaseTesting
import Domain
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@Suite(.database) struct EscalateTests {
  @Test func `a ticket that is escalated by hand becomes an incident once`() async throws {
    let desk = TestDesk()
    try await StoredTicket.insert(17...17, title: "Phishing mail")
    let made = try await desk.post("/incidents/17")
    #expect(made.status == 201)
    #expect(made.headers[.location] == "/incidents/1")
    #expect(made.headers[.eTag] == "\"1\"")
    let incident = try made.read(IncidentDocument.self)
    #expect(incident.ticketId == 17)
    #expect(incident.title == "Phishing mail")
    #expect(incident.description == "Look")
    #expect(incident.status == "open")
    #expect(incident.assignee == nil)
    #expect(incident.acknowledgedAt == nil)
    #expect(incident.resolvedAt == nil)
    #expect(incident.createdAt == incident.updatedAt)
    let found = try await desk.post("/incidents/17")
    #expect(found.status == 200)
    #expect(found.body == made.body)
    #expect(found.headers[.location] == "/incidents/1")
    #expect(try await desk.get("/incidents/1").body == made.body)
  }

  @Test(arguments: Priority.allCases)
  func `an incident is as severe as its ticket is urgent`(priority: Priority) async throws {
    try await StoredTicket.insert(1...1, priority: priority)
    let incident = try await TestDesk().post("/incidents/1").read(IncidentDocument.self)
    #expect(incident.severity == priority.rawValue)
  }

  @Test(arguments: [1, Int64.max])
  func `an unknown ticket is not found`(id: Int64) async throws {
    let desk = TestDesk()
    let answer = try await desk.post("/incidents/\(id)")
    #expect(answer.status == 404)
    let problem = try answer.problem
    #expect(problem.slug == "not-found")
    #expect(problem.detail == "There is no ticket \(id).")
    #expect(try await desk.get("/incidents").read(PageDocument<IncidentDocument>.self).ids.isEmpty)
  }

  @Test func `an acknowledged incident is still the open one`() async throws {
    let desk = TestDesk()
    try await StoredTicket.insert(1...1)
    _ = try await desk.post("/incidents/1")
    _ = try await desk.post("/incidents/1/acknowledge")
    let again = try await desk.post("/incidents/1")
    #expect(again.status == 200)
    #expect(again.headers[.eTag] == "\"2\"")
    #expect(try again.read(IncidentDocument.self).status == "acknowledged")
  }

  @Test func `a ticket whose incident is resolved becomes another one`() async throws {
    let desk = TestDesk()
    try await StoredTicket.insert(7...7)
    _ = try await desk.post("/incidents/7")
    _ = try await desk.post("/incidents/1/resolve")
    let again = try await desk.post("/incidents/7")
    #expect(again.status == 201)
    #expect(try again.read(IncidentDocument.self).id != 1)
    let list = try await desk.get("/incidents?ticket_id=7")
      .read(PageDocument<IncidentDocument>.self)
    #expect(list.items.map(\.status) == ["open", "resolved"])
  }

  @Test func `of many who escalate a ticket at once one makes the incident`() async throws {
    let desk = TestDesk()
    try await StoredTicket.insert(1...1)
    let answers = try await withThrowingTaskGroup(of: ServiceAnswer.self) { group in
      for _ in 0..<32 { group.addTask { try await desk.post("/incidents/1") } }
      return try await group.reduce(into: [ServiceAnswer]()) { $0.append($1) }
    }
    #expect(answers.map(\.status).sorted() == Array(repeating: 200, count: 31) + [201])
    #expect(Set(answers.map(\.body)).count == 1)
    let list = try await desk.get("/incidents").read(PageDocument<IncidentDocument>.self)
    #expect(list.items.count == 1)
    #expect(try await StoredEvent.all().map(\.kind) == ["incident.opened"])
  }

  @Test func `who escalates while others resolve always gets an incident`() async throws {
    let desk = TestDesk()
    try await StoredTicket.insert(1...1)
    try await withThrowingTaskGroup { group in
      for _ in 0..<24 {
        group.addTask {
          let answer = try await desk.post("/incidents/1")
          #expect([200, 201].contains(answer.status))
          let id = try answer.read(IncidentDocument.self).id
          let resolved = try await desk.post("/incidents/\(id)/resolve")
          #expect([200, 409].contains(resolved.status))
        }
      }
      try await group.waitForAll()
    }
    let open = try await desk.get("/incidents?status=open")
      .read(PageDocument<IncidentDocument>.self)
    #expect(open.ids.isEmpty)
  }

  @Test func `a repeated request gets the answer again`() async throws {
    let desk = TestDesk()
    try await StoredTicket.insert(1...2)
    let key: HTTPFields = [.idempotencyKey: "\"k\""]
    let first = try await desk.post("/incidents/1", key)
    _ = try await desk.post("/incidents/1/resolve")
    let second = try await desk.post("/incidents/1", key)
    #expect(second.status == 201)
    #expect(second.body == first.body)
    #expect(second.headers[.idempotencyReplayed] == "true")
    #expect(second.headers[.location] == "/incidents/1")
    let other = try await desk.post("/incidents/2", key)
    #expect(other.status == 422)
    #expect(try other.problem.mistakes.map { $0.prefix(24) } == ["Idempotency-Key conflict"])
    #expect(try await desk.post("/incidents/1/acknowledge", key).status == 422)
  }

  @Test func `the lag of an escalation by hand is nothing`() async throws {
    try await StoredTicket.insert(1...1)
    _ = try await TestDesk().post("/incidents/1")
    let isNothing: Bool? = try await TestDatabase.current.owner.value(
      "SELECT created_at = escalatable_at FROM response.incidents")
    #expect(isNothing == true)
  }
}
