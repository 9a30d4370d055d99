import DatabaseTesting
import Domain
import HTTPTypes
import Postgres
import ServiceTesting
import Testing
import Web

@Suite(.database) struct CreateTicketTests {
  private static let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
  private static let origin: HTTPFields = [.requestID: "req-1", .traceParent: trace]

  @Test func `a ticket is answered as it will be read`() async throws {
    let desk = await TestDesk.open()
    let answer = try await desk.post(
      "/tickets",
      #"{"title":"Cannot log in","description":"User receives invalid password error"}"#)
    #expect(answer.status == 201)
    #expect(answer.headers[.location] == "/tickets/1")
    #expect(answer.headers[.eTag] == "\"1\"")
    #expect(answer.headers[.contentType] == "application/json")
    let ticket = try answer.read(TicketDocument.self)
    #expect(ticket.id == 1)
    #expect(ticket.status == "open")
    #expect(ticket.createdAt == ticket.updatedAt)
    #expect(ticket.createdAt.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/) != nil)
    let read = try await desk.get("/tickets/1")
    #expect(read.body == answer.body)
    #expect(read.headers[.eTag] == "\"1\"")
  }

  @Test func `the answer explains what triage decided`() async throws {
    let desk = await TestDesk.open()
    let ticket = try await desk.report("Cannot log in", "User receives invalid password error")
    #expect(ticket.verdict == "security high rules")
    #expect(ticket.triage.ruleset == 1)
    #expect(
      ticket.triage.matched == [
        .init(term: "log in", field: "title", offset: 7),
        .init(term: "password", field: "description", offset: 22),
      ])
  }

  @Test func `offsets count code points of the trimmed text`() async throws {
    let desk = await TestDesk.open()
    let ticket = try await desk.report("  🔒 Phishing  ", #"\n\tÄ e\u0301 vpn "#)
    #expect(ticket.title == "🔒 Phishing")
    #expect(ticket.description == "Ä e\u{301} vpn")
    #expect(ticket.triage.matched.map(\.offset) == [2, 5])
  }

  @Test func `the event is in the ticket's transaction and names the request`() async throws {
    let desk = await TestDesk.open()
    _ = try await desk.report("Printer jams", "Again", Self.origin)
    let event = try #require(try await StoredEvent.all().first)
    #expect(event.kind == "ticket.created")
    #expect(event.ticketID == 1)
    #expect(event.actor == Caller.admin.name)
    #expect(event.requestID == "req-1")
    #expect(event.traceParent == Self.trace)
    #expect(event.before == nil)
    #expect(
      event.after == """
        {"title": "Printer jams", "status": "open", "triage": {"matched": \
        [{"term": "printer", "field": "title", "offset": 0}], "ruleset": 1, \
        "decided_by": "rules"}, "category": "hardware", "priority": "low"}
        """)
    let together: Bool? = try await TestDatabase.current.owner.value(
      """
      SELECT ticket.xmin = event.xmin
      FROM intake.tickets AS ticket, ledger.events AS event
      """)
    #expect(together == true)
  }

  @Test func `what escalates is queued in the same transaction, with its origin`() async throws {
    let desk = await TestDesk.open()
    _ = try await desk.report("Phishing mail", "Look", Self.origin)
    let queued = try #require(try await StoredEscalation.all().first)
    #expect(queued.ticketID == 1)
    #expect(queued.severity == "high")
    #expect(queued.actor == Caller.admin.name)
    #expect(queued.requestID == "req-1")
    #expect(queued.traceParent == Self.trace)
    let together: Bool? = try await TestDatabase.current.owner.value(
      """
      SELECT ticket.xmin = escalation.xmin
      FROM intake.tickets AS ticket, relay.escalations AS escalation
      """)
    #expect(together == true)
  }

  @Test(arguments: [("Phishing mail", 1), ("The vpn is slow", 0), ("Printer jams", 0)])
  func `a ticket is queued exactly when the rules say so`(title: String, rows: Int) async throws {
    let desk = await TestDesk.open()
    _ = try await desk.report(title)
    #expect(try await StoredEscalation.all().count == rows)
  }

  @Test(arguments: ["ledger.events", "relay.escalations"])
  func `a ticket is not stored without what belongs to it`(table: String) async throws {
    let desk = await TestDesk.open()
    try await TestDatabase.current.owner.execute(
      "REVOKE INSERT ON \(unsafe: table) FROM ticket_service")
    let answer = try await desk.post("/tickets", #"{"title":"Phishing","description":"!"}"#)
    #expect(answer.status == 500)
    #expect(try answer.problem.slug == "internal-error")
    #expect(try await desk.get("/tickets").read(PageDocument.self).items.isEmpty)
    #expect(try await StoredEvent.all().isEmpty)
    #expect(try await StoredEscalation.all().isEmpty)
  }

  @Test func `the longest texts are stored to the last character`() async throws {
    let desk = await TestDesk.open()
    let title = String(repeating: "ü", count: 200)
    let description = String(repeating: "🧯", count: 20_000)
    let ticket = try await desk.report(title, description)
    #expect(ticket.title == title)
    #expect(ticket.description == description)
    #expect(try await desk.get("/tickets/1").read(TicketDocument.self) == ticket)
  }
}
