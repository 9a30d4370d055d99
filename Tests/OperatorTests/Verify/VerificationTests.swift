import DatabaseTesting
import Postgres
import Testing

@testable import Operator

@Suite(.database, .timeLimit(.minutes(2))) struct VerificationTests {
  /// What is planted, and the beginnings of the lines by which each check that fails names it.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let findings: [String: [String]]
    let plant: @Sendable () async throws -> Void

    init(
      _ name: String, _ findings: [String: [String]],
      _ plant: @escaping @Sendable () async throws -> Void
    ) {
      testDescription = name
      self.findings = findings
      self.plant = plant
    }
  }

  /// The findings with violations, by check.
  private func violations(grace: Int = 60) async throws -> [String: [String]] {
    let connection = Connection(TestDatabase.current.settings())
    let findings = try await Verification.run(grace: grace, on: connection)
    await connection.close()
    #expect(findings.count == VerifyQueries.checks(grace: grace).count + 1)
    return Dictionary(
      uniqueKeysWithValues: findings.filter { !$0.violations.isEmpty }
        .map { ($0.check, $0.violations) })
  }

  private static let escalated = "every ticket that escalates has an incident"

  private static let broken = [
    Case(
      "a high ticket without an incident", [escalated: ["ticket 1: rule \"High tickets\" since "]]
    ) {
      try await Plant.ticket(1)
    },
    Case("two of them", [escalated: ["ticket 1: ", "ticket 7: "]]) {
      try await Plant.ticket(7)
      try await Plant.ticket(1)
    },
    Case("a person said high", [escalated: ["ticket 1: "]]) {
      try await Plant.raisedTicket(1)
    },
    Case("it came in before the rule was switched off", [escalated: ["ticket 1: "]]) {
      try await Plant.escalationRule(nil, since: 1_000)
      try await Plant.ticket(1)
    },
    Case("a rule about low ones", [escalated: ["ticket 1: "]]) {
      try await Plant.escalationRule("low")
      try await Plant.ticket(1, priority: "low")
    },
    Case(
      "an incident without a ticket",
      [
        "every incident has a ticket": [
          "incident 5: there is no ticket 99"
        ]
      ]
    ) {
      try await Plant.incident(5, ticket: 99)
    },
    Case(
      "two open incidents",
      [
        "a ticket has at most one open incident": [
          "ticket 1: incidents 2, 3"
        ]
      ]
    ) {
      try await Plant.allowSeveralOpenIncidents()
      try await Plant.ticket(1)
      try await Plant.incident(2, ticket: 1)
      try await Plant.incident(3, ticket: 1)
      try await Plant.incident(4, ticket: 1, status: "resolved")
    },
    Case(
      "an open incident beside the survivor",
      [
        "a ticket has at most one open incident": [
          "ticket 2: incidents 1, 3"
        ]
      ]
    ) {
      try await Plant.allowSeveralOpenIncidents()
      try await Plant.ticket(1)
      try await Plant.ticket(2)
      try await Plant.incident(1, ticket: 1)
      try await Plant.incident(2, ticket: 2, mergedInto: 1, holdsTicket: true)
      try await Plant.incident(3, ticket: 2)
    },
    Case(
      "merged incidents that lead nowhere, on, or to the wrong end",
      [
        "every merged incident leads to its survivor": [
          "incident 3: merged into 99, which is not there; its ticket is held",
          "incident 4: merged into 5, which is merged into 1; its ticket is free",
          "incident 6: merged into 1, which is open; its ticket is free",
          "incident 7: merged into 2, which is resolved; its ticket is held",
        ]
      ]
    ) {
      for id in 1...7 { try await Plant.ticket(id) }
      try await Plant.incident(1, ticket: 1)
      try await Plant.incident(2, ticket: 2, status: "resolved")
      try await Plant.incident(3, ticket: 3, mergedInto: 99, holdsTicket: true)
      try await Plant.incident(4, ticket: 4, mergedInto: 5)
      try await Plant.incident(5, ticket: 5, mergedInto: 1, holdsTicket: true)
      try await Plant.incident(6, ticket: 6, mergedInto: 1)
      try await Plant.incident(7, ticket: 7, mergedInto: 2, holdsTicket: true)
    },
    Case(
      "a dead escalation",
      [
        "no escalation is dead": [
          "escalation 8 of ticket 1, dead since "
        ]
      ]
    ) {
      try await Plant.ticket(1, priority: "low")
      try await Plant.escalation(8, ticket: 1, age: 3_600, attempts: 8, error: "it is cursed")
    },
    Case(
      "a late escalation",
      [
        "no escalation waits longer than the grace time": [
          "escalation 8 of ticket 1, queued at "
        ]
      ]
    ) {
      try await Plant.ticket(1, priority: "low")
      try await Plant.escalation(8, ticket: 1, age: 61, attempts: 3)
    },
    Case(
      "a late resolution",
      [
        "no resolution waits longer than the grace time": [
          "resolution 1 of ticket 1, queued at "
        ]
      ]
    ) {
      try await Plant.ticket(1, priority: "low")
      try await Plant.resolution(ticket: 1, age: 61)
    },
    Case("a ticket that is not in the ledger", ["every ticket is in the ledger": ["ticket 1"]]) {
      try await Plant.ticket(1, priority: "low", isInLedger: false)
    },
    Case(
      "an incident that is not in the ledger",
      [
        "every incident is in the ledger": ["incident 2"]
      ]
    ) {
      try await Plant.ticket(1)
      try await Plant.incident(2, ticket: 1, isInLedger: false)
    },
    Case(
      "clocks that do not follow the ledger",
      [
        "no SLA clock disagrees with the ledger": [
          "clock 1 of incident 2: not stopped, while the incident is resolved",
          "clock 2 of ticket 1: stopped, while the ticket is open",
        ]
      ]
    ) {
      try await Plant.ticket(1)
      try await Plant.incident(2, ticket: 1, status: "resolved")
      try await Plant.clock(of: "incident", 2)
      try await Plant.clock(of: "ticket", 1, isStopped: true)
      try await Plant.clock(of: "ticket", 1, isStopped: true, isCancelled: true)
      try await Plant.keepUp()
      // What the keeper has not seen yet is no fault of its.
      try await Plant.ticket(7, priority: "low")
      try await Plant.clock(of: "ticket", 7, isStopped: true)
    },
    Case(
      "a breach that nobody noticed",
      [
        "no SLA breach waits longer than the grace time for its notice": [
          "clock 1 of ticket 1: due at "
        ]
      ]
    ) {
      try await Plant.ticket(1, priority: "low")
      try await Plant.clock(of: "ticket", 1, dueFor: 70)
      try await Plant.clock(of: "ticket", 2, dueFor: 50)
      try await Plant.keepUp()
    },
    Case(
      "an event that was passed over",
      ["every event was applied to SLA clocks": ["event 5, since "]]
    ) {
      try await Plant.failure(5)
    },
    Case(
      "a message that nobody sends",
      ["no delivery is stuck": ["delivery 1 to webhook 1, due since "]]
    ) {
      try await Plant.webhook(1)
      try await Plant.delivery(1, age: 601)
      // Behind the other one.
      try await Plant.delivery(2, age: 601)
    },
  ]

  @Test(arguments: broken)
  func `each violation is found by the check that names it, with its rows`(
    planted: Case
  ) async throws {
    try await planted.plant()
    let found = try await violations()
    #expect(found.keys.sorted() == planted.findings.keys.sorted())
    for (check, beginnings) in planted.findings {
      let lines = found[check] ?? []
      #expect(lines.count == beginnings.count)
      for (line, beginning) in zip(lines, beginnings) { #expect(line.hasPrefix(beginning)) }
    }
  }

  private static let sound = [
    Case("an empty database", [:]) {},
    Case("tickets and incidents as they should be", [:]) {
      try await Plant.ticket(1)
      try await Plant.incident(1, ticket: 1)
      try await Plant.ticket(2)
      try await Plant.incident(2, ticket: 2, status: "resolved")
      try await Plant.incident(3, ticket: 2)
      try await Plant.ticket(3, priority: "medium")
      try await Plant.ticket(4, priority: "low")
    },
    Case("merged incidents as they should be", [:]) {
      for id in 1...4 { try await Plant.ticket(id) }
      try await Plant.incident(1, ticket: 1)
      try await Plant.incident(2, ticket: 2, mergedInto: 1, holdsTicket: true)
      try await Plant.incident(3, ticket: 3, status: "resolved")
      try await Plant.incident(4, ticket: 4, mergedInto: 3)
      try await Plant.incident(5, ticket: 4)
    },
    Case("a high ticket within the grace time", [:]) {
      try await Plant.ticket(1, age: 30)
      try await Plant.escalation(1, ticket: 1, age: 30)
    },
    Case("messages that wait for a reason", [:]) {
      try await Plant.webhook(1)
      try await Plant.delivery(1, age: 500)
      try await Plant.delivery(2, age: 5_000)
      try await Plant.webhook(2, enabled: false)
      try await Plant.delivery(3, webhook: 2, age: 5_000)
      try await Plant.webhook(3)
      try await Plant.delivery(4, webhook: 3, age: 5_000, deadFor: 100_000)
      try await Plant.webhook(4)
      try await Plant.delivery(5, webhook: 4, age: 5_000, deadFor: 60)
      try await Plant.delivery(6, webhook: 4, age: 5_000)
    },
    Case("the rule is switched off", [:]) {
      try await Plant.escalationRule(nil)
      try await Plant.ticket(1)
      try await Plant.raisedTicket(2)
    },
    Case("it came in before the rule took effect", [:]) {
      try await Plant.escalationRule("low", since: 3_500)
      try await Plant.ticket(1, priority: "low")
    },
    Case("it came in moments after the rule took effect", [:]) {
      try await Plant.escalationRule("low", since: 3_610)
      try await Plant.ticket(1, priority: "low")
    },
  ]

  @Test(arguments: sound)
  func `sound data is clean`(planted: Case) async throws {
    try await planted.plant()
    #expect(try await violations() == [:])
  }

  @Test func `the grace time is what the operator says`() async throws {
    try await Plant.ticket(1, age: 30)
    try await Plant.escalation(1, ticket: 1, age: 30)
    #expect(try await violations(grace: 40) == [:])
    #expect(
      try await violations(grace: 20).keys.sorted() == [
        Self.escalated, "no escalation waits longer than the grace time",
      ])
  }

  @Test func `a line shows what an operator needs to know of a dead escalation`() async throws {
    try await Plant.ticket(1, priority: "low")
    try await Plant.escalation(8, ticket: 1, error: "it is cursed")
    let lines = try await violations()["no escalation is dead"]
    #expect(lines?.first?.hasSuffix(": it is cursed") == true)
  }
}
