import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

/// Which policy applies, and what happens to running clocks when another one does; 2026-06-01 is a
/// Monday.
@Suite(.database, .timeLimit(.minutes(1))) struct SLAPolicyTests {
  private func ticket(
    _ priority: Priority, _ status: TicketStatus = .open, _ category: Domain.Category = .software
  ) -> SLASubject {
    SLASubject(ticket: 1, priority, category, status)
  }

  /// Publishes a policy of eight hours, which pauses while waiting, and for high tickets one of
  /// three hours that never does.
  private func makePolicies() async throws {
    let calendar = try await SLADatabase.makeCalendar()
    try await SLADatabase.makePolicy(
      "standard", calendar: calendar, resolution: "8:00", pausedIn: ["waiting"])
    try await SLADatabase.makePolicy(
      "urgent", priorities: [.high], rank: 1, calendar: calendar, resolution: "3:00")
  }

  private func start(_ subject: SLASubject, at text: String) async throws {
    let instant = try SLADatabase.at(text)
    try await SLADatabase.change { try await SLAClockQueries.start(subject, at: instant, $0) }
  }

  @discardableResult
  private func retarget(_ subject: SLASubject, at text: String) async throws -> [SLAMetric] {
    let instant = try SLADatabase.at(text)
    return try await SLADatabase.change {
      try await SLAClockQueries.retarget(subject, at: instant, $0)
    }
  }

  @Test func `only what the policy promises is started`() async throws {
    try await SLADatabase.makePolicy(
      "a", calendar: SLADatabase.makeCalendar(), firstResponse: "1:00", resolution: "8:00")
    let instant = try SLADatabase.at("2026-06-01 09:00")
    let subject = ticket(.low)
    let answered = try await SLADatabase.change {
      try await SLAClockQueries.start(subject, [.acknowledgement, .resolution], at: instant, $0)
    }
    #expect(answered == [.resolution])
    let rest = try await SLADatabase.change {
      try await SLAClockQueries.start(subject, at: instant, $0)
    }
    #expect(rest == [.firstResponse])
    let clocks = try await SLADatabase.clocks(at: instant)
    #expect(clocks.map(\.metric) == [.firstResponse, .resolution])
    #expect(clocks.map(\.target) == [.hours(1), .hours(8)])
  }

  @Test func `of the policies that fit the lowest rank applies, then the first name`() async throws
  {
    let calendar = try await SLADatabase.makeCalendar()
    let (instant, subject) = (try SLADatabase.at("2026-06-01 09:00"), ticket(.low))
    var versions: [String: Int] = [:]
    func make(
      _ name: String, for kind: SLASubject.Kind = .ticket, _ priorities: [Priority]? = nil,
      _ categories: [Domain.Category]? = nil, rank: Int = 100, then applying: String?
    ) async throws {
      versions[name] = try await SLADatabase.makePolicy(
        name, for: kind, priorities: priorities, categories: categories, rank: rank,
        calendar: calendar, resolution: "8:00")
      let query = SLAPolicyQueries.inEffect(for: subject, at: instant)
      let found: Int? = try await SLADatabase.tickets.value(
        "SELECT version FROM (\(query)) AS policy")
      #expect(found == applying.flatMap { versions[$0] }, "after \(name), \(versions)")
    }
    try await make("m", for: .incident, then: nil)
    try await make("m", [.high, .medium], then: nil)
    try await make("n", [.low], then: "n")
    try await make("o", then: "n")
    try await make("l", nil, [.network, .software], then: "l")
    try await make("k", nil, [.network, .security], then: "l")
    try await make("z", rank: 99, then: "z")
    // The newest version of a policy counts alone.
    try await make("z", for: .incident, rank: 98, then: "l")
    try await make("z", rank: 1, then: "z")
  }

  @Test func `a policy that was changed meanwhile changes no clock that runs`() async throws {
    let calendar = try await SLADatabase.makeCalendar()
    let first = try await SLADatabase.makePolicy("a", calendar: calendar, resolution: "8:00")
    try await start(ticket(.low), at: "2026-06-01 09:00")
    let second = try await SLADatabase.makePolicy(
      "a", calendar: SLADatabase.makeCalendar(["mon-sun 00:00-00:00"]), resolution: "1:00",
      from: "2026-06-01 10:00")
    #expect(try await retarget(ticket(.high), at: "2026-06-01 11:00") == [])
    let clock = try await SLADatabase.clock(at: "2026-06-01 12:00")
    #expect(clock.policy == first)
    #expect(clock.dueAt == (try SLADatabase.at("2026-06-01 17:00")))
    // Another ticket takes the version that is in effect when it starts, however late that is told.
    for (id, text, policy) in [
      (Int64(2), "2026-06-01 10:00", second), (3, "2026-06-01 09:59", first),
    ] {
      try await start(SLASubject(ticket: id, .low, .software, .open), at: text)
      #expect(try await SLADatabase.clock(of: id, at: "2026-06-01 12:00").policy == policy)
    }
  }

  @Test func `a version without a target ends its policy`() async throws {
    let calendar = try await SLADatabase.makeCalendar()
    try await SLADatabase.makePolicy("a", calendar: calendar, resolution: "8:00")
    try await SLADatabase.makePolicy("a", calendar: calendar)
    try await start(ticket(.low), at: "2026-06-01 09:00")
    #expect(try await SLADatabase.clocks(at: SLADatabase.at("2026-06-01 10:00")) == [])
  }

  @Test func `a priority raised half-way has the shorter target, and what was counted counts`()
    async throws
  {
    try await makePolicies()
    try await start(ticket(.low), at: "2026-06-01 09:00")
    #expect(try await retarget(ticket(.high), at: "2026-06-01 11:00") == [.resolution])
    let clock = try await SLADatabase.clock(at: "2026-06-01 11:30")
    #expect(clock.target == .hours(3))
    #expect(clock.elapsed == .hours(2.5))
    #expect(clock.dueAt == (try SLADatabase.at("2026-06-01 12:00")))
    #expect(clock.startedAt == (try SLADatabase.at("2026-06-01 09:00")))
    let states: [String] = try await SLADatabase.owner.values(
      "SELECT state FROM response.sla_clocks ORDER BY id")
    #expect(states == ["cancelled", "running"])
    #expect(try await retarget(ticket(.high), at: "2026-06-01 11:45") == [])
  }

  @Test func `a priority raised too late makes it due at the raise, not before`() async throws {
    try await makePolicies()
    try await start(ticket(.low), at: "2026-06-01 09:00")
    try await retarget(ticket(.high), at: "2026-06-01 15:00")
    let raised = try await SLADatabase.clock(at: "2026-06-01 15:00")
    #expect(raised.state == .running)
    #expect(raised.remaining == .hours(-3))
    #expect(raised.dueAt == (try SLADatabase.at("2026-06-01 15:00")))
    #expect(try await SLADatabase.clock(at: "2026-06-01 15:01").state == .breached)
  }

  @Test func `a raise does not forget the pauses before it`() async throws {
    try await makePolicies()
    try await start(ticket(.low), at: "2026-06-01 09:00")
    for (status, text) in [
      (TicketStatus.waiting, "2026-06-01 10:00"), (.open, "2026-06-01 12:00"),
    ] {
      let (subject, instant) = (ticket(.low, status), try SLADatabase.at(text))
      try await SLADatabase.change {
        try await SLAClockQueries.pauseOrResume(subject, at: instant, $0)
      }
    }
    try await retarget(ticket(.high), at: "2026-06-01 13:00")
    let clock = try await SLADatabase.clock(at: "2026-06-01 13:30")
    #expect(clock.elapsed == .hours(2.5))
    #expect(clock.dueAt == (try SLADatabase.at("2026-06-01 14:00")))
  }

  @Test func `whether it waits is from the raise on for the new policy to say`() async throws {
    try await makePolicies()
    try await start(ticket(.low, .waiting), at: "2026-06-01 09:00")
    try await retarget(ticket(.high, .waiting), at: "2026-06-01 11:00")
    let raised = try await SLADatabase.clock(at: "2026-06-01 12:00")
    #expect(raised.state == .running)
    #expect(raised.elapsed == .hours(1))
    #expect(raised.dueAt == (try SLADatabase.at("2026-06-01 14:00")))
    try await retarget(ticket(.low, .waiting), at: "2026-06-01 13:00")
    let lowered = try await SLADatabase.clock(at: "2026-06-01 16:00")
    #expect(lowered.state == .paused)
    #expect(lowered.elapsed == .hours(2))
  }

  @Test func `a priority lowered gives more time, but does not undo a breach`() async throws {
    try await makePolicies()
    for (text, state) in [("2026-06-01 12:00", SLAState.running), ("2026-06-01 12:01", .breached)] {
      try await SLADatabase.owner.execute("TRUNCATE response.sla_clocks")
      try await start(ticket(.high), at: "2026-06-01 09:00")
      try await retarget(ticket(.low), at: text)
      let clock = try await SLADatabase.clock(at: "2026-06-01 16:00")
      #expect(clock.state == state)
      #expect(clock.target == (state == .running ? .hours(8) : .hours(3)))
    }
  }

  @Test func `a promise that was kept is not raised`() async throws {
    try await makePolicies()
    try await start(ticket(.low), at: "2026-06-01 09:00")
    let (subject, instant) = (ticket(.low), try SLADatabase.at("2026-06-01 14:00"))
    try await SLADatabase.change {
      try await SLAClockQueries.stop(subject, [.resolution], at: instant, $0)
    }
    #expect(try await retarget(ticket(.high), at: "2026-06-01 15:00") == [])
    let clock = try await SLADatabase.clock(at: "2026-06-01 16:00")
    #expect(clock.state == .met)
    #expect(clock.target == .hours(8))
  }

  @Test func `where no policy applies any more the clock is cancelled without a successor`()
    async throws
  {
    try await SLADatabase.makePolicy(
      "a", priorities: [.high], calendar: SLADatabase.makeCalendar(), resolution: "8:00")
    try await start(ticket(.high), at: "2026-06-01 09:00")
    #expect(try await retarget(ticket(.low), at: "2026-06-01 10:00") == [])
    #expect(try await SLADatabase.clocks(at: SLADatabase.at("2026-06-01 11:00")) == [])
  }
}
