import DatabaseTesting
import Foundation
import Postgres
import Testing

/// Rules that are published at the incident service, and what the ticket service makes of them.
@Suite(.database, .timeLimit(.minutes(3))) struct EscalationRuleTests {
  /// Publishes a version of a rule.
  private func publish(_ rule: String, at desk: Desk) async throws {
    try await Desk.post(
      "/escalation/rules", #"{"name":"Of a test","note":"a",\#(rule)}"#, to: desk.incidents)
  }

  /// Reports trouble once the ticket service has its rules.
  private func report(_ title: String, source: String = "email", at desk: Desk) async throws {
    let isReady = try await eventually {
      try await Desk.get("/health/ready", from: desk.tickets).contains(#""rules":{"status":"ok""#)
    }
    #expect(isReady)
    try await Desk.post(
      "/tickets", #"{"title":"\#(title)","description":"b","source":"\#(source)"}"#,
      to: desk.tickets)
  }

  /// The incidents that tickets of this title led to, as `severity by version`.
  private func incidents(_ title: String) async throws -> [String] {
    try await TestDatabase.current.owner.values(
      """
      SELECT format('%s by %s', severity, rule)
      FROM response.incidents
      WHERE title = \(title)
      ORDER BY id
      """)
  }

  /// Reports tickets of this title until one becomes an incident, and returns how.
  private func first(_ title: String, source: String = "email", at desk: Desk) async throws
    -> String?
  {
    #expect(
      try await eventually {
        try await report(title, source: source, at: desk)
        return try await !incidents(title).isEmpty
      })
    return try await incidents(title).first
  }

  @Test func `a rule that is published there is followed here`() async throws {
    let desk = try await Desk.start()
    try await report("A printer", at: desk)
    try await publish(#""categories":["hardware"],"severity":"medium""#, at: desk)
    #expect(try await first("A screen", at: desk) == "medium by 2")
    try await publish(#""sources":["monitoring"],"severity":"high""#, at: desk)
    #expect(try await first("A mouse", source: "monitoring", at: desk) == "high by 3")
    try await publish(#""terms":["toner"]"#, at: desk)
    #expect(try await first("No toner", at: desk) == "low by 4")
    // By the third version neither of these is anything.
    try await report("A keyboard", source: "monitoring", at: desk)
    try await report("Phishing", at: desk)
    #expect(try await eventually { try await incidents("Phishing") == ["high by 1"] })
    #expect(try await incidents("A keyboard") == [])
    #expect(try await incidents("A printer") == [])
    await desk.stop()
  }

  @Test func `several tickets of a kind become one incident, with two services`() async throws {
    let desk = try await Desk.start()
    let other = try await Desk.startIncidents()
    try await publish(
      #""categories":["network"],"several":3,"within_seconds":3600,"severity":"high""#, at: desk)
    #expect(try await first("The vpn is slow", at: desk) == "high by 2")
    for _ in 0..<10 { try await report("The vpn is slow", at: desk) }
    let isSettled = try await eventually {
      try await TestDatabase.current.owner.value(
        "SELECT NOT EXISTS (SELECT FROM relay.counted_tickets)") == true
    }
    #expect(isSettled)
    #expect(try await incidents("The vpn is slow") == ["high by 2"])
    await other.end(by: SIGTERM)
    await desk.stop()
  }

  @Test func `a ticket that is late becomes an incident where a rule says so`() async throws {
    let desk = try await Desk.start()
    try await Desk.post(
      "/sla/policies",
      #"{"name":"a","subject":"ticket","calendar":1,"rank":0,"resolution":60,"note":"a"}"#,
      to: desk.incidents)
    try await publish(#""breaches":["resolution"],"severity":"medium""#, at: desk)
    try await report("A printer", at: desk)
    #expect(
      try await eventually {
        try await TestDatabase.current.owner.value(
          "SELECT EXISTS (SELECT FROM response.sla_clocks WHERE metric = 'resolution')") == true
      })
    try await TestDatabase.current.fastForward(seconds: 120)
    #expect(try await eventually { try await incidents("A printer") == ["medium by 2"] })
    await desk.stop()
  }
}
