import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

@Suite(.database, .timeLimit(.minutes(1))) struct EscalationRuleFollowerTests {
  private static let ticket = TicketTraits(
    category: .network, priority: .low, source: nil, matched: [])

  /// Publishes a version of a rule about tickets of the network.
  private func publish(
    _ name: String = "Network", enabled: Bool = true, breaches: [SLAMetric]? = nil,
    several: Int? = nil, in seconds: Int = 0
  ) async throws {
    try await RelayDatabase.owner.execute(
      """
      INSERT INTO response.escalation_rules
        (name, enabled, categories, breaches, several, within_seconds, note, effective_from)
      VALUES (
        \(name), \(enabled), '{network}', \(breaches), \(several), \(several), 'A test',
        public.clock_now() + make_interval(secs => \(Double(seconds))))
      """)
  }

  @Test func `the first rule is about high tickets`() async throws {
    let follower = EscalationRuleFollower(RelayDatabase.tickets)
    #expect(follower.newest == nil)
    await follower.follow()
    let high = TicketTraits(category: .security, priority: .high, source: nil, matched: [])
    #expect(follower.newest?.escalation(of: high) == Escalation(rule: 1, severity: .high))
    #expect(follower.newest?.escalation(of: Self.ticket) == nil)
  }

  @Test func `a version takes the place of the one before, and can switch it off`() async throws {
    let follower = EscalationRuleFollower(RelayDatabase.tickets)
    try await publish()
    await follower.follow()
    #expect(follower.newest?.escalation(of: Self.ticket)?.rule == 2)
    try await publish(several: 2)
    await follower.follow()
    #expect(follower.newest?.escalation(of: Self.ticket) == nil)
    #expect(follower.newest?.counting(Self.ticket) == [3])
    try await publish(enabled: false)
    await follower.follow()
    #expect(follower.newest?.counting(Self.ticket) == [])
  }

  @Test func `a version waits for its time`() async throws {
    let follower = EscalationRuleFollower(RelayDatabase.tickets)
    try await publish(in: 60)
    await follower.follow()
    #expect(follower.newest?.escalation(of: Self.ticket) == nil)
    try await TestDatabase.current.fastForward(seconds: 61)
    await follower.follow()
    #expect(follower.newest?.escalation(of: Self.ticket)?.rule == 2)
  }

  @Test func `a rule about breaches is nothing for who takes tickets in`() async throws {
    let follower = EscalationRuleFollower(RelayDatabase.tickets)
    try await publish(breaches: [.resolution])
    await follower.follow()
    #expect(follower.newest?.escalation(of: Self.ticket) == nil)
    #expect(follower.newest?.counting(Self.ticket) == [])
  }

  @Test func `a new version is in force moments after it was published`() async throws {
    let follower = EscalationRuleFollower(RelayDatabase.tickets)
    let listening = ListeningService(
      TestDatabase.current.settings(role: "ticket_service"), database: RelayDatabase.tickets,
      bells: [EscalationRuleQueries.channel: follower.wakeUp])
    try await running(listening) {
      #expect(await eventually { listening.status.mode == .listening })
      try await running(follower) {
        #expect(await eventually { follower.newest != nil })
        try await publish()
        // Its timer would be later.
        #expect(
          await eventually(within: .seconds(4)) {
            follower.newest?.escalation(of: Self.ticket)?.rule == 2
          })
      }
    }
  }

  @Test func `a published version is never changed`() async throws {
    await #expect(throws: DatabaseError.self) {
      try await RelayDatabase.owner.execute("UPDATE response.escalation_rules SET note = 'b'")
    }
    await #expect(throws: DatabaseError.self) {
      try await RelayDatabase.owner.execute("DELETE FROM response.escalation_rules")
    }
  }
}
