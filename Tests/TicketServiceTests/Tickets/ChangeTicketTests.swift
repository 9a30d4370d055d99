import DatabaseTesting
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@Suite(.database) struct ChangeTicketTests {
  @Test(arguments: [
    (#"{"title":"New words"}"#, #"{"title": "Printer"}"#, #"{"title": "New words"}"#),
    (#"{"description":"More"}"#, #"{"description": "Jams"}"#, #"{"description": "More"}"#),
    (#"{"category":"network"}"#, #"{"category": "hardware"}"#, #"{"category": "network"}"#),
    (#"{"priority":"medium"}"#, #"{"priority": "low"}"#, #"{"priority": "medium"}"#),
    (#"{"status":"waiting"}"#, #"{"status": "open"}"#, #"{"status": "waiting"}"#),
    (#"{"assignee":" ann "}"#, #"{"assignee": null}"#, #"{"assignee": "ann"}"#),
    (#"{"requester":"Bo"}"#, #"{"requester": null}"#, #"{"requester": "Bo"}"#),
    (#"{"tags":["b","a","b"]}"#, #"{"tags": []}"#, #"{"tags": ["a", "b"]}"#),
    (
      #"{"status":"closed","title":"Fixed","priority":"low"}"#,
      #"{"title": "Printer", "status": "open"}"#, #"{"title": "Fixed", "status": "closed"}"#
    ),
  ])
  func `a change is answered, kept, and in the ledger`(
    change: String, before: String, after: String
  ) async throws {
    let desk = await TestDesk.open()
    let made = try await desk.report("Printer", "Jams")
    let origin: HTTPFields = [.requestID: "req-2"]
    let answer = try await desk.patch("/tickets/1", change, origin)
    #expect(answer.status == 200)
    #expect(answer.headers[.eTag] == "\"2\"")
    #expect(try await desk.get("/tickets/1").body == answer.body)
    let changed = try answer.read(TicketDocument.self)
    #expect(changed.createdAt == made.createdAt)
    #expect(changed.updatedAt > made.updatedAt)
    let event = try #require(try await StoredEvent.all().last)
    #expect(event.kind == "ticket.changed")
    #expect(event.ticketID == 1)
    #expect(event.requestID == "req-2")
    #expect(event.before == before)
    #expect(event.after == after)
  }

  @Test func `what a change does not name stays as it is`() async throws {
    let desk = await TestDesk.open()
    let made = try await desk.report("Printer", "Jams")
    let changed = try await desk.patch("/tickets/1", #"{"status":"waiting"}"#)
      .read(TicketDocument.self)
    #expect(changed.title == made.title)
    #expect(changed.description == made.description)
    #expect(changed.triage == made.triage)
    #expect(changed.verdict == made.verdict)
  }

  @Test(arguments: [
    #"{"assignee":null,"requester":null,"tags":[]}"#,
    #"{"title":"Printer"}"#, #"{"title":"  Printer "}"#, #"{"status":"open"}"#,
    #"{"category":"hardware","priority":"low","description":"Jams"}"#,
  ])
  func `a change that changes nothing leaves no trace`(change: String) async throws {
    let desk = await TestDesk.open()
    let made = try await desk.post("/tickets", #"{"title":"Printer","description":"Jams"}"#)
    let answer = try await desk.patch("/tickets/1", change)
    #expect(answer.status == 200)
    #expect(answer.body == made.body)
    #expect(answer.headers[.eTag] == "\"1\"")
    #expect(try await StoredEvent.all().count == 1)
  }

  @Test(arguments: [
    (#"{"category":"network"}"#, "network low person"),
    (#"{"priority":"medium"}"#, "hardware medium person"),
    (#"{"title":"Phishing"}"#, "hardware low rules"),
    (#"{"category":"hardware"}"#, "hardware low rules"),
  ])
  func `a person decides by changing category or priority, and by nothing else`(
    change: String, verdict: String
  ) async throws {
    let desk = await TestDesk.open()
    let made = try await desk.report("Printer", "Jams")
    let changed = try await desk.patch("/tickets/1", change).read(TicketDocument.self)
    #expect(changed.verdict == verdict)
    #expect(changed.triage.matched == made.triage.matched)
    #expect(changed.triage.ruleset == 1)
  }

  @Test func `a change that cannot be recorded is not made`() async throws {
    let desk = await TestDesk.open()
    let made = try await desk.report("Printer", "Jams")
    try await TestDatabase.current.owner.execute(
      "REVOKE INSERT ON ledger.events FROM ticket_service")
    #expect(try await desk.patch("/tickets/1", #"{"title":"New"}"#).status == 500)
    #expect(try await desk.get("/tickets/1").read(TicketDocument.self) == made)
  }

  @Test func `a ticket can be changed before there are rules`() async throws {
    _ = try await TestDesk.open().report("Printer", "Jams")
    let early = TestDesk()
    #expect(try await early.patch("/tickets/1", #"{"status":"waiting"}"#).status == 200)
  }
}

@Suite(.database) struct RaiseTicketTests {
  @Test func `raising a ticket to high queues it once`() async throws {
    let desk = await TestDesk.open()
    _ = try await desk.report("Printer", "Jams")
    let origin: HTTPFields = [.requestID: "req-3"]
    _ = try await desk.patch("/tickets/1", #"{"priority":"high"}"#, origin)
    _ = try await desk.patch("/tickets/1", #"{"priority":"high"}"#)
    _ = try await desk.patch("/tickets/1", #"{"title":"Printer burns"}"#)
    let queued = try await StoredEscalation.all()
    #expect(queued.map(\.ticketID) == [1])
    #expect(queued.map(\.severity) == ["high"])
    #expect(queued.map(\.requestID) == ["req-3"])
  }

  @Test func `a ticket that was lowered can be raised again`() async throws {
    let desk = await TestDesk.open()
    _ = try await desk.report("Phishing")
    _ = try await desk.patch("/tickets/1", #"{"priority":"low"}"#)
    #expect(try await StoredEscalation.all().count == 1)
    _ = try await desk.patch("/tickets/1", #"{"priority":"high"}"#)
    #expect(try await StoredEscalation.all().count == 2)
  }

  @Test func `many who raise a ticket at once queue it once`() async throws {
    let desk = await TestDesk.open()
    _ = try await desk.report("Printer", "Jams")
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<16 {
        group.addTask {
          try await desk.patch("/tickets/1", #"{"priority":"high"}"#).status
        }
      }
      for try await status in group { #expect(status == 200) }
    }
    #expect(try await StoredEscalation.all().count == 1)
    #expect(try await StoredEvent.all().map(\.kind) == ["ticket.created", "ticket.changed"])
  }
}
