import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

@Suite(.database, .timeLimit(.minutes(1))) struct SLABreachTests {
  private func ticket(_ id: Int64, _ status: TicketStatus = .open) -> SLASubject {
    SLASubject(ticket: id, .low, .software, status)
  }

  /// Starts the clocks of these tickets, a minute apart from 2026-06-01 09:00 on, with a target of
  /// four hours around the clock.
  private func start(_ ids: ClosedRange<Int64>) async throws {
    try await SLADatabase.makePolicy(
      "a", calendar: SLADatabase.makeCalendar(["mon-sun 00:00-00:00"]), resolution: "4:00",
      pausedIn: ["waiting"])
    let first = try SLADatabase.at("2026-06-01 09:00")
    try await SLADatabase.change { transaction in
      for id in ids {
        try await SLAClockQueries.start(
          ticket(id), at: first + .seconds(60 * (id - ids.lowerBound)), transaction)
      }
      return []
    }
  }

  private func notice(at text: String, limit: Int = 100) async throws -> [SLABreach] {
    try await SLADatabase.stopClock(at: SLADatabase.at(text))
    return try await SLABreachQueries.notice(limit: limit, SLADatabase.incidents)
  }

  private func states() async throws -> [String] {
    try await SLADatabase.owner.values("SELECT state FROM response.sla_clocks ORDER BY id")
  }

  @Test func `a breach is recorded at the computed instant and at the instant of its notice`()
    async throws
  {
    try await start(1...1)
    let breaches = try await notice(at: "2026-06-02 10:00")
    let policy = try #require(
      try await SLADatabase.tickets.value("SELECT max(version) FROM response.sla_policies") as Int?)
    #expect(
      breaches == [
        SLABreach(
          kind: .ticket, subjectID: 1, metric: .resolution, policy: policy,
          breachedAt: try SLADatabase.at("2026-06-01 13:00"),
          noticedAt: try SLADatabase.at("2026-06-02 10:00"))
      ])
    let clock = try await SLADatabase.clock(at: "2026-06-03 10:00")
    #expect(clock.state == .breached)
    #expect(clock.breachedAt == (try SLADatabase.at("2026-06-01 13:00")))
    #expect(clock.breachNoticedAt == (try SLADatabase.at("2026-06-02 10:00")))
    #expect(try await states() == ["breached"])
  }

  @Test func `breaches are noticed once, those longest due first, a batch at a time`() async throws
  {
    try await start(1...5)
    #expect(try await notice(at: "2026-06-01 13:00") == [])
    #expect(
      try await notice(at: "2026-06-01 13:04", limit: 3).map(\.subjectID).sorted() == [1, 2, 3])
    #expect(try await notice(at: "2026-06-01 13:04", limit: 3).map(\.subjectID) == [4])
    #expect(try await notice(at: "2026-06-01 13:04", limit: 3) == [])
    #expect(try await notice(at: "2026-06-01 13:05").map(\.subjectID) == [5])
  }

  @Test func `only what is late is noticed`() async throws {
    try await start(1...5)
    let (inTime, late) = (
      try SLADatabase.at("2026-06-01 12:00"), try SLADatabase.at("2026-06-01 14:00")
    )
    try await SLADatabase.change { transaction in
      try await SLAClockQueries.stop(ticket(1), [.resolution], at: inTime, transaction)
      try await SLAClockQueries.stop(ticket(2), [.resolution], at: late, transaction)
      try await SLAClockQueries.pauseOrResume(ticket(3, .waiting), at: inTime, transaction)
      return try await SLAClockQueries.pauseOrResume(ticket(4, .waiting), at: late, transaction)
    }
    try await SLADatabase.owner.execute(
      "UPDATE response.sla_clocks SET cancelled_at = started_at WHERE subject_id = 5")
    #expect(try await states() == ["met", "breached", "paused", "paused", "cancelled"])
    #expect(try await notice(at: "2026-06-03 10:00").map(\.subjectID).sorted() == [2, 4])
    #expect(try await states() == ["met", "breached", "paused", "breached", "cancelled"])
  }

  @Test func `a clock that is being changed is left for the next batch`() async throws {
    try await start(1...2)
    try await SLADatabase.stopClock(at: SLADatabase.at("2026-06-01 15:00"))
    let instant = try SLADatabase.at("2026-06-01 14:00")
    try await SLADatabase.incidents.transaction { transaction in
      try await SLAClockQueries.stop(ticket(1), [.resolution], at: instant, transaction)
      let others = try await SLABreachQueries.notice(limit: 10, SLADatabase.incidents)
      #expect(others.map(\.subjectID) == [2])
    }
    let rest = try await SLABreachQueries.notice(limit: 10, SLADatabase.incidents)
    #expect(rest.map(\.subjectID) == [1])
  }

  @Test func `programs that look side by side notice each breach once`() async throws {
    try await start(1...300)
    try await SLADatabase.stopClock(at: SLADatabase.at("2026-06-02 15:00"))
    let database = SLADatabase.incidents
    let noticed = try await withThrowingTaskGroup(of: [Int64].self) { group in
      for _ in 0..<4 {
        group.addTask {
          var ids: [Int64] = []
          while true {
            let batch = try await SLABreachQueries.notice(limit: 20, database)
            if batch.isEmpty { return ids }
            ids += batch.map(\.subjectID)
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(noticed.sorted() == Array(1...300))
  }

  @Test func `news that shows there was no breach takes it back`() async throws {
    try await start(1...3)
    #expect(try await notice(at: "2026-06-01 14:00").count == 3)
    let instant = try SLADatabase.at("2026-06-01 12:00")
    try await SLADatabase.change { transaction in
      try await SLAClockQueries.pauseOrResume(ticket(1, .waiting), at: instant, transaction)
      return try await SLAClockQueries.stop(ticket(2), [.resolution], at: instant, transaction)
    }
    let clocks = try await SLAReadingQueries.clocks(of: .ticket, [1, 2, 3], SLADatabase.tickets)
    #expect(clocks.map(\.state) == [.paused, .met, .breached])
    #expect(clocks.map { $0.breachNoticedAt == nil } == [true, true, false])
    #expect(try await notice(at: "2026-06-04 14:00") == [])
  }

  @Test func `news that does not matter leaves the breach and its notice`() async throws {
    try await start(1...2)
    let first = try await notice(at: "2026-06-01 14:00").map(\.noticedAt)
    let (before, after) = (
      try SLADatabase.at("2026-06-01 12:00"), try SLADatabase.at("2026-06-01 13:30")
    )
    try await SLADatabase.change { transaction in
      try await SLAClockQueries.stop(ticket(1), [.resolution], at: after, transaction)
      // The pause ended before anything was due, but it makes the due time later.
      try await SLAClockQueries.pauseOrResume(ticket(2, .waiting), at: before, transaction)
      return try await SLAClockQueries.pauseOrResume(
        ticket(2), at: before + .seconds(600), transaction)
    }
    let clocks = try await SLAReadingQueries.clocks(of: .ticket, [1, 2], SLADatabase.tickets)
    #expect(clocks.map(\.state) == [.breached, .breached])
    #expect(clocks[0].breachNoticedAt == first[0])
    #expect(clocks[1].breachNoticedAt == nil)
    #expect(clocks[1].breachedAt == (try SLADatabase.at("2026-06-01 13:11")))
    #expect(try await notice(at: "2026-06-01 15:00").map(\.subjectID) == [2])
  }
}
