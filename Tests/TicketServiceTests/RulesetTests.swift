import DatabaseTesting
import Domain
import HTTPTypes
import Postgres
import Relay
import ServiceTesting
import Testing
import Web

@testable import TicketService

@Suite(.database) struct RulesetTests {
  /// Rules by which toasters are of the network.
  private static let toasters = """
    {"default": "hardware", "rules": [
      {"category": "security", "priority": "high", "terms": ["burglar"]},
      {"category": "network", "priority": "medium", "terms": ["toaster"]},
      {"category": "hardware", "priority": "low", "terms": ["lamp"]},
      {"category": "software", "priority": "low", "terms": ["editor"]}]}
    """

  private func publish(_ document: String) async throws {
    try await TestDatabase.current.owner.execute(
      """
      INSERT INTO intake.rulesets (document, note)
      VALUES (\(JSONText(document)), 'Of a test')
      """)
  }

  @Test func `tickets carry the version that decided, and old ones keep theirs`() async throws {
    let desk = await TestDesk.open()
    let before = try await desk.report("A toaster and a password")
    try await publish(Self.toasters)
    await desk.rules.follow()
    let after = try await desk.report("A toaster and a password")
    #expect(before.verdict == "security high rules")
    #expect(before.triage.ruleset == 1)
    #expect(after.verdict == "network medium rules")
    #expect(after.triage.ruleset == 2)
    #expect(after.triage.matched.map(\.term) == ["toaster"])
    let kept = try await desk.get("/tickets/1").read(TicketDocument.self)
    #expect(kept == before)
    #expect(try await StoredEscalation.all().map(\.severity) == ["high"])
  }

  @Test func `a follower that is woken has the new version`() async throws {
    let desk = await TestDesk.open()
    try await withThrowingTaskGroup { group in
      group.addTask { try await desk.rules.triage.run() }
      try await publish(Self.toasters)
      desk.rules.triage.wakeUp.ring()
      #expect(await eventually { desk.rules.triage.newest?.ruleset.version == 2 })
      #expect(try await desk.report("toaster").triage.ruleset == 2)
      group.cancelAll()
    }
  }

  @Test(arguments: [
    #"{"default": "hardware", "rules": []}"#,
    #"{"default": "gardening", "rules": [{"category": "gardening"}]}"#,
  ])
  func `a version that cannot be used is passed over`(document: String) async throws {
    let running = await TestDesk.open()
    try await publish(document)
    await running.rules.follow()
    let started = await TestDesk.open()
    for desk in [running, started] {
      let ticket = try await desk.report("Phishing")
      #expect(ticket.verdict == "security high rules")
      #expect(ticket.triage.ruleset == 1)
    }
    try await publish(Self.toasters)
    await running.rules.follow()
    #expect(try await running.report("toaster").triage.ruleset == 3)
  }

  @Test func `without rules nothing is taken in, and everything can be read`() async throws {
    _ = try await TestDesk.open().report("Phishing")
    let early = TestDesk()
    let answer = try await early.post("/tickets", #"{"title":"a","description":"d"}"#)
    #expect(answer.status == 503)
    #expect(answer.headers[.retryAfter] == "1")
    let problem = try answer.problem
    #expect(problem.slug == "unavailable")
    #expect(problem.detail == "The triage rules are not loaded yet.")
    #expect(try await early.get("/tickets/1").status == 200)
    #expect(try await early.get("/tickets").read(PageDocument.self).ids == [1])
  }

  @Test func `a service without rules is not ready, and is once it has them`() async throws {
    let desk = TestDesk()
    let early = try await desk.get("/health/ready")
    #expect(early.status == 503)
    #expect(early.body.contains(#""rules":{"status":"failed","#))
    await desk.rules.follow()
    let ready = try await desk.get("/health/ready")
    #expect(ready.status == 200)
    #expect(ready.body.contains(#""rules":{"status":"ok","detail":"1"}"#))
  }
}
