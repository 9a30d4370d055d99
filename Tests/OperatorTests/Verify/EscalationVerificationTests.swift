import DatabaseTesting
import Operator
import Postgres
import Testing

/// What `firstline verify` says about escalations.
@Suite(.database, .timeLimit(.minutes(2))) struct EscalationVerificationTests {
  private static let late = "no step of an escalation waits longer than the grace time"
  private static let others = "nobody is told about an incident that is not open"
  private static let ledger = "every step of an escalation happened once, and is in the ledger"

  /// The findings with violations, by check.
  private func violations(grace: Int = 60) async throws -> [String: [String]] {
    let connection = Connection(TestDatabase.current.settings())
    let findings = try await Verification.run(grace: grace, on: connection)
    await connection.close()
    return Dictionary(
      uniqueKeysWithValues: findings.filter { !$0.violations.isEmpty }
        .map { ($0.check, $0.violations) })
  }

  /// Incidents 1 to 6, each in a status, and the policy.
  private func plant(_ statuses: [String]) async throws {
    try await Plant.escalationPolicy()
    for (index, status) in statuses.enumerated() {
      try await Plant.ticket(index + 1)
      if status == "acknowledged" {
        try await TestDatabase.current.owner.execute(
          """
          INSERT INTO response.incidents (id, ticket_id, title, description, severity, status,
            escalatable_at, acknowledged_at)
          OVERRIDING SYSTEM VALUE
          VALUES (\(index + 1), \(index + 1), 'a', 'b', 'high', \(status), now(), now())
          """)
        try await TestDatabase.current.owner.execute(
          """
          INSERT INTO ledger.events (kind, incident_id, actor)
          VALUES ('incident.opened', \(index + 1), 'a')
          """)
      } else {
        try await Plant.incident(index + 1, ticket: index + 1, status: status)
      }
    }
  }

  @Test func `escalations as they should be are clean`() async throws {
    try await plant(["open", "open", "open", "open", "acknowledged", "resolved"])
    try await Plant.escalationRun(of: 1)
    try await Plant.escalationRun(of: 2, step: 2, dueIn: -30, events: 1)
    try await Plant.escalationRun(of: 3, round: 2, step: nil, events: 4)
    try await Plant.escalationRun(
      of: 4, round: 2, step: nil, dueIn: -3_600, endedBy: "exhausted", events: 4, ends: true)
    try await Plant.escalationRun(
      of: 5, round: 2, step: 1, dueIn: -3_600, endedBy: "acknowledged", events: 2)
    try await Plant.escalationRun(of: 6, dueIn: -3_600, endedBy: "resolved")
    #expect(try await violations() == [:])
  }

  @Test func `a step that is late is found, by the grace time`() async throws {
    try await plant(["open", "open"])
    try await Plant.escalationRun(of: 1, dueIn: -61)
    try await Plant.escalationRun(of: 2, round: 2, step: nil, dueIn: -61, events: 4)
    let lines = try #require(try await violations()[Self.late])
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix("incident 1: step 1 of round 1 was due at ") == true)
    #expect(lines.last?.hasPrefix("incident 2: the end of round 2 was due at ") == true)
    #expect(try await violations(grace: 90) == [:])
  }

  @Test func `an escalation that nobody has stopped is found`() async throws {
    try await plant(["acknowledged", "resolved", "open"])
    for id in 1...3 { try await Plant.escalationRun(of: id) }
    try await Plant.escalationRun(of: 99)
    #expect(
      try await violations() == [
        Self.others: [
          "incident 1: is acknowledged, and its escalation is running",
          "incident 2: is resolved, and its escalation is running",
          "incident 99: is not there, and its escalation is running",
        ]
      ])
  }

  @Test func `a step that happened twice, never, or without an end is found`() async throws {
    try await plant(["open", "open", "open"])
    try await Plant.escalationRun(of: 1, step: 2, events: 2)
    try await Plant.escalationRun(of: 2, round: 2, step: 2, events: 2)
    try await Plant.escalationRun(
      of: 3, round: 2, step: nil, endedBy: "exhausted", events: 4)
    #expect(
      try await violations() == [
        Self.ledger: [
          "incident 1, run 1: 1 steps were made, 2 are in the ledger, and 0 ends",
          "incident 2, run 1: 3 steps were made, 2 are in the ledger, and 0 ends",
          "incident 3, run 1: 4 steps were made, 4 are in the ledger, and 0 ends",
        ]
      ])
  }
}
