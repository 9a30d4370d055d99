import DatabaseTesting
import Domain
import HTTPTypes
import Postgres
import Relay
import ServiceTesting
import Testing
import Web

@testable import TicketService

@Suite(.database) struct EscalationRuleTests {
  /// Publishes a rule, and returns a desk that judges by it.
  private func desk(
    name: String = "Of a test", categories: [Domain.Category]? = nil, sources: [String]? = nil,
    terms: [String]? = nil, several: Int? = nil, severity: Priority? = nil
  ) async throws -> TestDesk {
    try await TestDatabase.current.owner.execute(
      """
      INSERT INTO response.escalation_rules
        (name, categories, sources, terms, several, within_seconds, severity, note)
      VALUES (
        \(name), \(categories), \(sources), \(terms), \(several), \(several), \(severity),
        'Of a test')
      """)
    return await TestDesk.open()
  }

  private func queued() async throws -> [String] {
    try await StoredEscalation.all().map { "\($0.ticketID) \($0.severity) \($0.rule ?? 0)" }
  }

  private func counted() async throws -> [Int64] {
    try await TestDatabase.current.owner.values(
      "SELECT ticket_id FROM relay.counted_tickets WHERE rule = 2 ORDER BY ticket_id")
  }

  @Test func `a ticket says where it came from, and can be found by it`() async throws {
    let desk = await TestDesk.open()
    let made = try await desk.post(
      "/tickets", #"{"title":"a","description":"b","source":"email"}"#
    ).read(TicketDocument.self)
    _ = try await desk.report("Of somewhere")
    #expect(made.source == "email")
    #expect(try await desk.get("/tickets/1").read(TicketDocument.self) == made)
    #expect(try await desk.get("/tickets?source=email").read(PageDocument.self).ids == [1])
    let changed = try await desk.patch("/tickets/1", #"{"source":null}"#)
      .read(TicketDocument.self)
    #expect(changed.source == nil)
    let events = try await StoredEvent.all()
    #expect(events[0].after?.contains(#""source": "email""#) == true)
    #expect(events[2].before == #"{"source": "email"}"#)
    #expect(events[2].after == #"{"source": null}"#)
  }

  @Test(arguments: [#""E-Mail""#, #""""#, "7"])
  func `a source is a word`(source: String) async throws {
    let desk = await TestDesk.open()
    let draft = #"{"title":"a","description":"b","source":\#(source)}"#
    #expect(try await desk.post("/tickets", draft).status == 422)
    #expect(try await desk.patch("/tickets/1", #"{"source":\#(source)}"#).status == 422)
  }

  @Test func `a ticket escalates by the rule that fits, with its severity`() async throws {
    let desk = try await desk(categories: [.network], sources: ["monitoring"], severity: .high)
    for source in [#""email""#, #""monitoring""#, "null"] {
      _ = try await desk.post(
        "/tickets", #"{"title":"The vpn is slow","description":"b","source":\#(source)}"#)
    }
    #expect(try await queued() == ["2 high 2"])
  }

  @Test func `a rule about terms looks at what triage found`() async throws {
    let desk = try await desk(terms: ["vpn"])
    _ = try await desk.report("The VPN is slow")
    _ = try await desk.report("The wifi is slow")
    #expect(try await queued() == ["1 medium 2"])
  }

  @Test func `a change escalates when a rule fits that did not fit before`() async throws {
    let desk = try await desk(sources: ["monitoring"])
    _ = try await desk.report("Printer")
    _ = try await desk.patch("/tickets/1", #"{"category":"network"}"#)
    #expect(try await queued() == [])
    _ = try await desk.patch("/tickets/1", #"{"source":"monitoring"}"#)
    #expect(try await queued() == ["1 low 2"])
    _ = try await desk.patch("/tickets/1", #"{"priority":"medium"}"#)
    #expect(try await queued() == ["1 low 2"])
    _ = try await desk.patch("/tickets/1", #"{"priority":"high"}"#)
    #expect(try await queued() == ["1 low 2", "1 high 1"])
  }

  @Test func `a rule about several counts tickets, once each`() async throws {
    let desk = try await desk(categories: [.network], several: 3)
    let key: HTTPFields = [.idempotencyKey: "\"k\""]
    for _ in 1...2 { _ = try await desk.report("The vpn is slow", "Very", key) }
    _ = try await desk.report("Printer", "Jams", [.idempotencyKey: "\"l\""])
    _ = try await desk.report("The wifi is slow")
    let ids = try await desk.get("/tickets?category=network").read(PageDocument.self).ids
    #expect(ids.count == 2)
    #expect(try await counted() == ids.sorted())
    #expect(try await queued() == [])
  }

  @Test func `without escalation rules nothing is taken in`() async throws {
    let desk = TestDesk()
    await desk.rules.triage.follow()
    let answer = try await desk.post("/tickets", #"{"title":"a","description":"d"}"#)
    #expect(answer.status == 503)
    #expect(try answer.problem.detail == "The escalation rules are not loaded yet.")
    #expect(try await desk.get("/health/ready").status == 503)
  }
}
