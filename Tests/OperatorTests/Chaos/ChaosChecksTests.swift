import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Operator

@Suite(.database, .timeLimit(.minutes(2))) struct ChaosChecksTests {
  /// What is broken, and the beginnings of the lines by which each check that fails names it.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let findings: [String: [String]]
    let spoil: @Sendable (inout ChaosScene) async throws -> Void

    init(
      _ name: String, _ findings: [String: [String]],
      _ spoil: @escaping @Sendable (inout ChaosScene) async throws -> Void
    ) {
      testDescription = name
      self.findings = findings
      self.spoil = spoil
    }
  }

  /// The findings with violations, by check.
  private func violations(_ scene: ChaosScene) async throws -> [String: [String]] {
    if scene.isKept { try await ChaosScene.keepClocks() }
    var messages = scene.messages ?? []
    if scene.messages == nil { messages = try await ChaosScene.wanted() }
    let connection = Connection(TestDatabase.current.settings())
    let findings = try await ChaosChecks.run(
      tickets: scene.tickets, changes: scene.changes, messages: messages, on: connection)
    await connection.close()
    #expect(findings.count == ChaosCheckQueries.checks.count + 1)
    return Dictionary(
      uniqueKeysWithValues: findings.filter { !$0.violations.isEmpty }
        .map { ($0.check, $0.violations) })
  }

  private static let stored = "every 201 is in the database as it was sent"
  private static let oneTicket = "every Idempotency-Key made exactly one ticket"
  private static let oneAnswer = "every Idempotency-Key got an answer, and always the same"
  private static let oneIncident = "every high ticket has exactly one incident"
  private static let highIncident = "every incident has a high ticket"
  private static let changed = "every answered change was made, once"
  private static let ticketLedger = "the ledger has an event for every change of a ticket"
  private static let incidentLedger = "the ledger has an event for every change of an incident"

  private static let steps = "every step of an escalation happened once, and is in the ledger"

  private static let spoiltTickets = [
    Case(
      "a 201 without a ticket", [stored: [#""Ticket 9" was answered as ticket 9, which is not"#]]
    ) { scene in
      scene.tickets.append(
        SentTicket(title: "Ticket 9", description: "a", key: nil, isHigh: false, answers: [9]))
    },
    Case(
      "another title", [stored: [#""Tocket 2""#], "every ticket was sent by somebody": ["tic"]]
    ) { scene in
      scene.tickets[1].title = "Tocket 2"
    },
    Case(
      "another description",
      [stored: [#""Ticket 1" was answered as ticket 1, which is not as it was sent"#]]
    ) { scene in
      scene.tickets[0].description += " "
    },
    Case("a high ticket that is low", [stored: [#""Ticket 1""#], highIncident: ["incident 1 of"]]) {
      _ in
      try await ChaosScene.owner.execute("UPDATE intake.tickets SET priority = 'low' WHERE id = 1")
    },
    Case("two tickets of a key", [oneTicket: [#"key "k4" has 2 tickets"#]]) { scene in
      try await scene.answered(4, key: "k4")
      try await ChaosScene.store(5, like: 4)
    },
    Case(
      "a key that was never answered, and is not stored",
      [oneTicket: [#"key "k9" has 0"#], oneAnswer: [#"key "k9" was answered as nothing"#]]
    ) { scene in
      scene.tickets.append(
        SentTicket(title: "Ticket 9", description: "a", key: "k9", isHigh: false))
    },
    Case(
      "a key that was answered with two tickets",
      [stored: [#""Ticket 1""#], oneAnswer: [#"key "k1" was answered as ticket 1, ticket 2"#]]
    ) { scene in
      scene.tickets[0].answers = [1, 2]
    },
    Case(
      "a request without a key that made two",
      ["no request without a key made two tickets": [#""Ticket 2" has 2 tickets"#]]
    ) { _ in
      try await ChaosScene.store(5, like: 2)
    },
    Case(
      "a ticket that nobody sent",
      ["every ticket was sent by somebody": [#"ticket 5: "Ticket 99""#]]
    ) { _ in
      try await ChaosScene.store(5, like: 99)
    },
  ]

  private static let spoiltRest = [
    Case("a high ticket without an incident", [oneIncident: ["ticket 4 has 0 incidents"]]) {
      try await $0.answered(4, isHigh: true)
    },
    Case("a high ticket with two", [oneIncident: ["ticket 1 has 2 incidents"]]) { _ in
      try await Plant.allowSeveralOpenIncidents()
      try await ChaosScene.incident(2, ticket: 1)
    },
    Case("an incident of a low ticket", [highIncident: ["incident 2 of ticket 2, which is low"]]) {
      _ in try await ChaosScene.incident(2, ticket: 2)
    },
    Case(
      "escalations that wait, and are dead",
      ["no escalation is left in the relay": ["escalation 7 of ticket 1", "escalation 8 of tic"]]
    ) { _ in
      try await Plant.escalation(7, ticket: 1)
      try await Plant.escalation(8, ticket: 1, error: "it is cursed")
    },
    Case("an answered change that was not made", [changed: [#"change "c2" of ticket 2, answ"#]]) {
      $0.changes[1].isAnswered = true
    },
    Case("an answered change without its event", [changed: [#"change "c9" of ticket 2, answ"#]]) {
      $0.changes[0].requestID = "c9"
    },
    Case("a priority that was not raised", [changed: [#"change "c1" of ticket 2, answered: 1 "#]]) {
      $0.changes[0].priority = .high
    },
    Case("a change that was made twice", [changed: [#"change "c1" of ticket 2, answered: 2 "#]]) {
      _ in try await ChaosScene.change(2, request: "c1")
    },
    Case(
      "new tickets that the ledger does not know",
      [ticketLedger: ["ticket 1, version 1: created 0", "ticket 2, version 2: created 0"]]
    ) { _ in try await ChaosScene.forget("ticket.created") },
    Case("a change that the ledger does not know", [ticketLedger: ["ticket 1, version 2: crea"]]) {
      _ in
      try await ChaosScene.owner.execute("UPDATE intake.tickets SET version = 2 WHERE id = 1")
    },
    Case(
      "an incident that it does not know", [incidentLedger: ["incident 1, version 1: opened 0"]]
    ) { _ in try await ChaosScene.forget("incident.opened") },
    Case("a change of one", [incidentLedger: ["incident 1, version 2: opened 1 times, 1 "]]) { _ in
      try await ChaosScene.owner.execute("UPDATE response.incidents SET version = 2 WHERE id = 1")
    },
    Case("a step of an escalation that happened twice", [steps: ["incident 1, run 1: 1 steps "]]) {
      _ in try await ChaosScene.event("incident.escalated", ticket: 1, incident: 1)
    },
    Case(
      "an event about nothing",
      ["every event is about what is there": ["event ", "event "]]
    ) { _ in
      try await ChaosScene.event("ticket.created", ticket: 99)
      try await ChaosScene.event("incident.opened", ticket: 1, incident: 99)
    },
  ]

  private static let spoiltMessages = [
    Case(
      "tickets and incidents without clocks",
      [
        "every ticket and every incident has its SLA clocks": [
          "incident 1 has 0 clocks", "ticket 1 has 0 clocks", "ticket 2 has 0 clocks",
        ]
      ]
    ) { $0.isKept = false },
    Case(
      "a webhook that was not told something",
      ["every webhook got every event that it wants": [#"webhook "journal": event "#]]
    ) { $0.messages = try await ChaosScene.wanted().dropLast() },
    Case(
      "a webhook that was told something else",
      ["no webhook got what it does not want": [#"webhook "journal": message 2 of event 1"#]]
    ) {
      $0.messages = try await ChaosScene.wanted() + [HeardMessage(webhook: "journal", eventID: 1)]
    },
    Case(
      "a webhook that was told in another order",
      ["every webhook was told of each incident in order": [#"webhook "journal", incident 1: "#]]
    ) { $0.messages = try await ChaosScene.wanted().reversed() },
    Case(
      "a message that somebody else signed",
      ["every message was signed": [#"webhook "journal": message 1 of event "#]]
    ) {
      $0.messages = try await ChaosScene.wanted()
      $0.messages?[1].isSigned = false
    },
    Case(
      "a delivery that waits",
      ["no delivery is left, and none is dead": ["delivery 1 of event 1, 0 attempts, waiting"]]
    ) { _ in
      try await ChaosScene.owner.execute(
        """
        INSERT INTO response.deliveries (webhook_id, kind, event_id)
        VALUES (1, 'incident.opened', 1)
        """)
    },
  ]

  @Test(arguments: spoiltTickets + spoiltRest + spoiltMessages)
  func `each violation is found by the check that names it, with its rows`(
    spoilt: Case
  ) async throws {
    var scene = try await ChaosScene.sound()
    try await spoilt.spoil(&scene)
    let found = try await violations(scene)
    #expect(found.keys.sorted() == spoilt.findings.keys.sorted())
    for (check, beginnings) in spoilt.findings {
      let lines = found[check] ?? []
      #expect(lines.count == beginnings.count, "\(lines)")
      for (line, beginning) in zip(lines, beginnings) {
        #expect(line.hasPrefix(beginning), "\(line)")
      }
    }
  }

  @Test func `a desk where all is as it should be is clean`() async throws {
    #expect(try await violations(ChaosScene.sound()) == [:])
    #expect(try await violations(ChaosScene()).keys.sorted() == [Self.sentByNobody])
  }

  @Test func `more tickets than are told to the server at once are all compared`() async throws {
    var scene = ChaosScene()
    for number in 0..<10_001 {
      scene.tickets.append(
        SentTicket(
          title: "Ticket \(number)", description: "a", key: nil, isHigh: false,
          answers: [Int64(number)]))
    }
    #expect(try await violations(scene)[Self.stored]?.count == 10_001)
  }

  private static let sentByNobody = "every ticket was sent by somebody"
}
