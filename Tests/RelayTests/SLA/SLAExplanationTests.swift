import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

@Suite(.database, .timeLimit(.minutes(1))) struct SLAExplanationTests {
  private func interval(
    _ start: String, _ end: String, _ elapsed: Duration
  ) throws -> SLAExplanation.Interval {
    SLAExplanation.Interval(
      startsAt: try SLADatabase.at(start), endsAt: try SLADatabase.at(end), elapsed: elapsed)
  }

  @Test func `it shows the very intervals, the versions, and the due time under each rule`()
    async throws
  {
    let calendar = try await SLADatabase.makeCalendar(holidays: ["2026-06-08"])
    let policy = try await SLADatabase.makePolicy(
      "a", calendar: calendar, firstResponse: "8:00", resolution: "24:00", pausedIn: ["waiting"])
    let id = Int64(1)
    let instants = try ["2026-06-05 15:00", "2026-06-05 16:00", "2026-06-09 10:00"].map(
      SLADatabase.at)
    try await SLADatabase.change { transaction in
      for (status, instant) in zip([TicketStatus.open, .waiting, .open], instants) {
        let subject = SLASubject(ticket: id, .low, .software, status)
        try await SLAClockQueries.start(subject, at: instant, transaction)
        try await SLAClockQueries.pauseOrResume(subject, at: instant, transaction)
      }
      return []
    }
    try await SLADatabase.stopClock(at: SLADatabase.at("2026-06-10 09:30"))
    let explanations = try await SLAReadingQueries.explain(.ticket, id, SLADatabase.tickets)
    #expect(explanations.map(\.clock.metric) == [.firstResponse, .resolution])
    let first = try #require(explanations.first)
    #expect(
      try first.intervals == [
        interval("2026-06-05 15:00", "2026-06-05 16:00", .hours(1)),
        interval("2026-06-09 10:00", "2026-06-09 17:00", .hours(8)),
        interval("2026-06-10 09:00", "2026-06-10 09:30", .hours(8.5)),
      ])
    #expect(
      first.clock == (try await SLADatabase.clocks(at: SLADatabase.at("2026-06-10 09:30")))[0])
    #expect(first.clock.elapsed == .hours(8.5))
    #expect(first.clock.policy == policy)
    #expect(first.calendar == calendar)
    #expect(first.zone == "UTC")
    #expect(first.dueAroundTheClock == (try SLADatabase.at("2026-06-05 23:00")))
    #expect(first.dueByCalendar == (try SLADatabase.at("2026-06-09 15:00")))
    #expect(first.clock.dueAt == (try SLADatabase.at("2026-06-09 17:00")))
    #expect(explanations[1].intervals == first.intervals)
  }

  @Test func `a clock of which nothing was counted has no interval`() async throws {
    try await SLADatabase.makePolicy(
      "a", for: .incident, calendar: SLADatabase.makeCalendar(), acknowledgement: "1:00")
    let instant = try SLADatabase.at("2026-06-06 15:00")
    let subject = SLASubject(incident: 1, .high, .security, .open)
    try await SLADatabase.change { try await SLAClockQueries.start(subject, at: instant, $0) }
    try await SLADatabase.stopClock(at: SLADatabase.at("2026-06-07 15:00"))
    let explanations = try await SLAReadingQueries.explain(.incident, 1, SLADatabase.tickets)
    #expect(explanations.map(\.intervals) == [[]])
    #expect(explanations.map(\.clock.elapsed) == [.zero])
    #expect(try await SLAReadingQueries.explain(.ticket, 1, SLADatabase.tickets) == [])
  }

  @Test func `a clock that starts in the future has counted nothing`() async throws {
    try await SLADatabase.makePolicy(
      "a", calendar: SLADatabase.makeCalendar(), resolution: "1:00")
    let instant = try SLADatabase.at("2026-06-01 10:00")
    let subject = SLASubject(ticket: 1, .high, .security, .open)
    try await SLADatabase.change { try await SLAClockQueries.start(subject, at: instant, $0) }
    #expect(try await SLADatabase.clock(at: "2026-06-01 09:30").elapsed == .zero)
  }
}
