import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

/// The clocks as the ledger has them kept; all promises are around the clock.
@Suite(.database, .timeLimit(.minutes(3))) struct SLAKeeperTests {
  /// A ticket 1 under the policies, to which one thing happens after the other: the keeper is told
  /// of each at once, or of all in the evening.
  private func live(
    isToldAtOnce: Bool = false, _ steps: [@Sendable () async throws -> Void]
  ) async throws {
    try await SLALedger.makePolicies()
    try await SLALedger.create()
    for step in steps {
      if isToldAtOnce { try await SLALedger.keep() }
      try await step()
    }
    try await SLALedger.keep(at: "2026-06-01 20:00")
  }

  @Test(arguments: [true, false])
  func `the clocks of a ticket follow its life, told at once or long afterwards`(
    isToldAtOnce: Bool
  ) async throws {
    try await live(
      isToldAtOnce: isToldAtOnce,
      [
        { try await SLALedger.move(from: "open", to: "waiting", at: "2026-06-01 10:00") },
        { try await SLALedger.move(from: "waiting", to: "open", at: "2026-06-01 12:00") },
        { try await SLALedger.say("public", by: "bob", at: "2026-06-01 12:10") },
        { try await SLALedger.say("internal", by: "ann", at: "2026-06-01 12:20") },
        { try await SLALedger.say("public", by: "ann", at: "2026-06-01 12:30") },
        { try await SLALedger.move(from: "open", to: "resolved", at: "2026-06-01 13:00") },
        { try await SLALedger.move(from: "resolved", to: "open", at: "2026-06-01 14:00") },
        { try await SLALedger.raise(at: "2026-06-01 14:30") },
        { try await SLALedger.move(from: "open", to: "closed", at: "2026-06-01 14:45") },
      ])

    let clocks = try await SLAReadingQueries.clocks(of: .ticket, [1], SLADatabase.tickets)
    #expect(clocks.map(\.metric) == [.firstResponse, .resolution])
    #expect(clocks.map(\.state) == [.met, .met])
    #expect(clocks.map(\.target) == [.hours(2), .hours(3)])
    #expect(clocks.map(\.elapsed) == [.hours(1.5), .hours(2.75)])
    #expect(clocks[0].stoppedAt == (try SLADatabase.at("2026-06-01 12:30")))
    #expect(clocks[0].dueAt == (try SLADatabase.at("2026-06-01 13:00")))
    #expect(clocks[1].startedAt == (try SLADatabase.at("2026-06-01 09:00")))
    #expect(clocks[1].stoppedAt == (try SLADatabase.at("2026-06-01 14:45")))
    #expect(clocks[1].dueAt == (try SLADatabase.at("2026-06-01 15:00")))
    #expect(try await SLALedger.failures() == [])
  }

  @Test(arguments: [true, false])
  func `the clocks of an incident follow its life, told at once or long afterwards`(
    isToldAtOnce: Bool
  ) async throws {
    try await live(
      isToldAtOnce: isToldAtOnce,
      [
        { try await SLALedger.open(at: "2026-06-01 09:00") },
        { try await SLALedger.lead(from: "open", to: "acknowledged", at: "2026-06-01 09:10") },
        { try await SLALedger.lead(from: "acknowledged", to: "resolved", at: "2026-06-01 10:00") },
        {
          try await SLALedger.happen(
            "reopened", at: "2026-06-01 11:00", before: #"{"status":"resolved"}"#,
            after: #"{"status":"open"}"#)
        },
        {
          try await SLALedger.happen(
            "changed", at: "2026-06-01 11:30", before: #"{"severity":"high"}"#,
            after: #"{"severity":"low"}"#)
        },
        { try await SLALedger.lead(from: "open", to: "resolved", at: "2026-06-01 13:00") },
        { try await SLALedger.lead(from: "resolved", to: "closed", at: "2026-06-01 15:00") },
      ])

    let clocks = try await SLAReadingQueries.clocks(of: .incident, [7], SLADatabase.incidents)
    #expect(clocks.map(\.metric) == [.acknowledgement, .resolution])
    #expect(clocks.map(\.state) == [.met, .met])
    #expect(clocks.map(\.target) == [.hours(0.5), .hours(8)])
    #expect(clocks.map(\.elapsed) == [.minutes(10), .hours(3)])
    #expect(clocks[1].stoppedAt == (try SLADatabase.at("2026-06-01 13:00")))
    #expect(try await SLALedger.failures() == [])
  }

  @Test func `a merged incident is promised nothing more`() async throws {
    try await live([
      { try await SLALedger.open(at: "2026-06-01 09:00") },
      {
        try await SLALedger.happen(
          "merged", at: "2026-06-01 09:40", before: #"{"status":"open","merged_into":null}"#,
          after: #"{"status":"closed","merged_into":8}"#)
      },
    ])
    let clocks = try await SLAReadingQueries.clocks(of: .incident, [7], SLADatabase.incidents)
    // The acknowledgement was late before.
    #expect(clocks.map(\.metric) == [.acknowledgement])
    #expect(clocks.map(\.state) == [.breached])
    #expect(clocks[0].stoppedAt == (try SLADatabase.at("2026-06-01 09:40")))
  }

  @Test func `a raise starts what is promised for the first time and was not done yet`()
    async throws
  {
    try await SLADatabase.makePolicy(
      "high", priorities: [.high],
      calendar: SLADatabase.makeCalendar(["mon-sun 00:00-00:00"]), firstResponse: "1:00",
      acknowledgement: "1:00", resolution: "3:00")
    try await SLALedger.create()
    try await SLALedger.say("public", by: "ann", at: "2026-06-01 09:30")
    try await SLALedger.raise(at: "2026-06-01 10:00")
    try await SLALedger.move(from: "open", to: "in_progress", at: "2026-06-01 10:20")
    try await SLALedger.keep()
    let clocks = try await SLADatabase.clocks(at: SLADatabase.at("2026-06-01 11:00"))
    #expect(clocks.map(\.metric) == [.acknowledgement, .resolution])
    #expect(clocks.map(\.state) == [.met, .running])
    #expect(clocks.map(\.elapsed) == [.minutes(20), .hours(1)])
  }

  @Test func `tickets that are born together have the clocks that each would have alone`()
    async throws
  {
    let calendar = try await SLADatabase.makeCalendar()
    try await SLADatabase.makePolicy("all", calendar: calendar, resolution: "8:00")
    try await SLADatabase.makePolicy(
      "high", priorities: [.high], rank: 1, calendar: calendar, firstResponse: "3:00")
    try await SLADatabase.makePolicy(
      "all", calendar: SLADatabase.makeCalendar(["mon-sun 00:00-00:00"]), resolution: "1:00",
      pausedIn: ["open"], from: "2026-06-01 10:00")
    let births: [(Int64, Priority, String)] = [
      (1, .low, "2026-06-01 09:59"), (2, .low, "2026-06-01 10:00"), (3, .high, "2026-06-01 16:00"),
    ]
    for (id, priority, text) in births { try await SLALedger.create(id, priority, at: text) }
    try await SLALedger.keep()
    for (id, priority, text) in births {
      let subject = SLASubject(ticket: id + 10, priority, .software, .open)
      let instant = try SLADatabase.at(text)
      try await SLADatabase.change { try await SLAClockQueries.start(subject, at: instant, $0) }
      let together = try await SLADatabase.clock(of: id, at: "2026-06-02 09:30")
      let alone = try await SLADatabase.clock(of: id + 10, at: "2026-06-02 09:30")
      #expect(together.metric == alone.metric)
      #expect(together.policy == alone.policy)
      #expect(together.target == alone.target)
      #expect(together.elapsed == alone.elapsed)
      #expect(together.dueAt == alone.dueAt)
      #expect(together.state == alone.state)
    }
  }
}

extension Duration {
  fileprivate static func minutes(_ minutes: Double) -> Duration { .seconds(minutes * 60) }
}
