import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

/// The life of the clocks of a ticket, in office hours; 2026-06-01 is a Monday.
@Suite(.database, .timeLimit(.minutes(1))) struct SLAClockTests {
  private func ticket(
    _ priority: Priority = .low, _ status: TicketStatus = .open, id: Int64 = 1
  ) -> SLASubject {
    SLASubject(ticket: id, priority, .software, status)
  }

  /// Publishes a policy that promises a resolution within four hours and pauses while waiting.
  private func makePolicy() async throws {
    try await SLADatabase.makePolicy(
      "standard", calendar: SLADatabase.makeCalendar(), resolution: "4:00", pausedIn: ["waiting"])
  }

  private func start(_ subject: SLASubject, at text: String) async throws {
    let instant = try SLADatabase.at(text)
    try await SLADatabase.change { try await SLAClockQueries.start(subject, at: instant, $0) }
  }

  private func move(_ status: TicketStatus, at text: String) async throws {
    let (subject, instant) = (ticket(.low, status), try SLADatabase.at(text))
    try await SLADatabase.change {
      try await SLAClockQueries.pauseOrResume(subject, at: instant, $0)
    }
  }

  private func stop(at text: String) async throws {
    let (subject, instant) = (ticket(), try SLADatabase.at(text))
    try await SLADatabase.change {
      try await SLAClockQueries.stop(subject, [.resolution], at: instant, $0)
    }
  }

  private func restart(_ status: TicketStatus = .open, at text: String) async throws {
    let (subject, instant) = (ticket(.low, status), try SLADatabase.at(text))
    try await SLADatabase.change {
      try await SLAClockQueries.restart(subject, [.resolution], at: instant, $0)
    }
  }

  @Test func `a clock shows its target, what was counted, what is left, and when it is due`()
    async throws
  {
    try await makePolicy()
    try await start(ticket(), at: "2026-06-05 15:00")
    let clock = try await SLADatabase.clock(at: "2026-06-08 09:30")
    #expect(clock.metric == .resolution)
    #expect(clock.target == .hours(4))
    #expect(clock.elapsed == .hours(2.5))
    #expect(clock.remaining == .hours(1.5))
    #expect(clock.dueAt == (try SLADatabase.at("2026-06-08 11:00")))
    #expect(clock.state == .running)
    #expect(clock.startedAt == (try SLADatabase.at("2026-06-05 15:00")))
    #expect(clock.stoppedAt == nil)
    #expect(clock.breachedAt == nil)
  }

  @Test func `a ticket that waits does not breach over the weekend`() async throws {
    try await makePolicy()
    try await start(ticket(), at: "2026-06-05 15:00")
    try await move(.waiting, at: "2026-06-05 16:00")
    let waiting = try await SLADatabase.clock(at: "2026-06-09 12:00")
    #expect(waiting.state == .paused)
    #expect(waiting.elapsed == .hours(1))
    #expect(waiting.dueAt == nil)
    try await move(.inProgress, at: "2026-06-09 16:00")
    let running = try await SLADatabase.clock(at: "2026-06-10 09:00")
    #expect(running.state == .running)
    #expect(running.elapsed == .hours(2))
    #expect(running.dueAt == (try SLADatabase.at("2026-06-10 11:00")))
  }

  @Test func `a status that changes nothing about the pause changes nothing`() async throws {
    try await makePolicy()
    let instant = try SLADatabase.at("2026-06-01 09:00")
    let later = try SLADatabase.at("2026-06-01 10:00")
    for (status, isChange) in [
      (TicketStatus.open, false), (.inProgress, false), (.waiting, true), (.waiting, false),
    ] {
      let subject = ticket(.low, status)
      let changed = try await SLADatabase.change {
        try await SLAClockQueries.start(ticket(), at: instant, $0)
        return try await SLAClockQueries.pauseOrResume(subject, at: later, $0)
      }
      #expect(changed == (isChange ? [.resolution] : []))
    }
  }

  @Test func `a ticket that is born waiting has counted nothing until it goes on`() async throws {
    try await makePolicy()
    try await start(ticket(.low, .waiting), at: "2026-06-01 09:00")
    let born = try await SLADatabase.clock(at: "2026-06-02 09:00")
    #expect(born.state == .paused)
    #expect(born.elapsed == .zero)
    #expect(born.dueAt == nil)
    try await move(.open, at: "2026-06-02 10:00")
    let running = try await SLADatabase.clock(at: "2026-06-02 11:00")
    #expect(running.state == .running)
    #expect(running.elapsed == .hours(1))
    #expect(running.dueAt == (try SLADatabase.at("2026-06-02 14:00")))
  }

  @Test func `a ticket that is born resolved has met its promise at once`() async throws {
    try await makePolicy()
    try await start(ticket(.low, .resolved), at: "2026-06-01 09:00")
    try await stop(at: "2026-06-01 09:00")
    let clock = try await SLADatabase.clock(at: "2026-06-05 09:00")
    #expect(clock.state == .met)
    #expect(clock.elapsed == .zero)
    #expect(clock.dueAt == nil)
    #expect(clock.stoppedAt == clock.startedAt)
    try await restart(at: "2026-06-08 09:00")
    let reopened = try await SLADatabase.clock(at: "2026-06-08 10:00")
    #expect(reopened.state == .running)
    #expect(reopened.elapsed == .hours(1))
    #expect(reopened.dueAt == (try SLADatabase.at("2026-06-08 13:00")))
  }

  @Test(arguments: [
    ("2026-06-05 17:00", 0, SLAState.met), ("2026-06-05 16:59", 0, .met),
    ("2026-06-05 17:00", 1, .breached), ("2026-06-06 12:00", 0, .breached),
  ])
  func `what is done at the due instant is in time, and a microsecond later it is not`(
    text: String, microseconds: Int, state: SLAState
  ) async throws {
    try await makePolicy()
    // The target ends exactly where the windows of the week do.
    try await start(ticket(), at: "2026-06-05 13:00")
    let instant = try SLADatabase.at(text) + .microseconds(microseconds)
    try await SLADatabase.change {
      try await SLAClockQueries.stop(ticket(), [.resolution], at: instant, $0)
    }
    let clock = try await SLADatabase.clock(at: "2026-06-08 12:00")
    #expect(clock.state == state)
    #expect(clock.dueAt == (try SLADatabase.at("2026-06-05 17:00")))
    #expect(clock.breachedAt == (state == .breached ? clock.dueAt : nil))
    #expect(clock.stoppedAt == instant)
  }

  @Test func `a running clock is breached after its due instant, noticed or not`() async throws {
    try await makePolicy()
    try await start(ticket(), at: "2026-06-01 09:00")
    #expect(try await SLADatabase.clock(at: "2026-06-01 13:00").state == .running)
    let late = try await SLADatabase.clock(at: "2026-06-01 14:00")
    #expect(late.state == .breached)
    #expect(late.remaining == .hours(-1))
    #expect(late.breachedAt == (try SLADatabase.at("2026-06-01 13:00")))
    #expect(late.breachNoticedAt == nil)
  }

  @Test func `a reopened ticket goes on where it stood`() async throws {
    try await makePolicy()
    try await start(ticket(), at: "2026-06-01 09:00")
    try await stop(at: "2026-06-01 11:00")
    let stopped = try await SLADatabase.clock(at: "2026-06-02 09:00")
    #expect(stopped.state == .met)
    #expect(stopped.elapsed == .hours(2))
    #expect(stopped.dueAt == (try SLADatabase.at("2026-06-01 13:00")))
    try await restart(at: "2026-06-02 10:00")
    let reopened = try await SLADatabase.clock(at: "2026-06-02 11:00")
    #expect(reopened.state == .running)
    #expect(reopened.elapsed == .hours(3))
    #expect(reopened.dueAt == (try SLADatabase.at("2026-06-02 12:00")))
  }

  @Test func `a ticket that was resolved while it waited, and is reopened, waits no more`()
    async throws
  {
    try await makePolicy()
    try await start(ticket(), at: "2026-06-01 09:00")
    try await move(.waiting, at: "2026-06-01 10:00")
    try await stop(at: "2026-06-01 12:00")
    #expect(try await SLADatabase.clock(at: "2026-06-01 12:00").state == .met)
    try await restart(at: "2026-06-02 10:00")
    let reopened = try await SLADatabase.clock(at: "2026-06-02 11:00")
    #expect(reopened.state == .running)
    #expect(reopened.elapsed == .hours(2))
    #expect(reopened.dueAt == (try SLADatabase.at("2026-06-02 13:00")))
  }

  @Test func `a ticket that is reopened into waiting waits`() async throws {
    try await makePolicy()
    try await start(ticket(), at: "2026-06-01 09:00")
    try await stop(at: "2026-06-01 11:00")
    try await restart(.waiting, at: "2026-06-02 10:00")
    let reopened = try await SLADatabase.clock(at: "2026-06-02 12:00")
    #expect(reopened.state == .paused)
    #expect(reopened.elapsed == .hours(2))
    #expect(reopened.dueAt == nil)
  }

  @Test func `what was breached stays so when it is reopened`() async throws {
    try await makePolicy()
    try await start(ticket(), at: "2026-06-01 09:00")
    try await stop(at: "2026-06-01 14:00")
    try await restart(at: "2026-06-02 10:00")
    let reopened = try await SLADatabase.clock(at: "2026-06-02 11:00")
    #expect(reopened.state == .breached)
    #expect(reopened.elapsed == .hours(6))
    #expect(reopened.breachedAt == (try SLADatabase.at("2026-06-01 13:00")))
  }

  @Test func `what was met in the last instant is due when it is reopened, not before`()
    async throws
  {
    try await makePolicy()
    try await start(ticket(), at: "2026-06-01 09:00")
    try await stop(at: "2026-06-01 13:00")
    #expect(try await SLADatabase.clock(at: "2026-06-02 09:00").state == .met)
    try await restart(at: "2026-06-02 10:00")
    let reopened = try await SLADatabase.clock(at: "2026-06-02 10:00")
    #expect(reopened.state == .running)
    #expect(reopened.remaining == .zero)
    #expect(reopened.dueAt == (try SLADatabase.at("2026-06-02 10:00")))
  }

  @Test func `of two changes at the same time none is lost`() async throws {
    try await makePolicy()
    try await start(ticket(), at: "2026-06-01 09:00")
    let (paused, stopped) = (try SLADatabase.at("2026-06-01 10:00"), "2026-06-01 12:00")
    let other = try await SLADatabase.incidents.transaction { transaction in
      try await SLAClockQueries.pauseOrResume(ticket(.low, .waiting), at: paused, transaction)
      let other = Task { try await stop(at: stopped) }
      #expect(
        try await eventually {
          try await SLADatabase.owner.value(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """) == 1
        })
      return other
    }
    try await other.value
    let clock = try await SLADatabase.clock(at: "2026-06-01 15:00")
    #expect(clock.state == .met)
    #expect(clock.elapsed == .hours(1))
    #expect(clock.stoppedAt == (try SLADatabase.at(stopped)))
  }

  @Test func `a change that is told again finds nothing to do`() async throws {
    try await makePolicy()
    let instant = try SLADatabase.at("2026-06-01 09:00")
    for expected in [[SLAMetric.resolution], []] {
      #expect(
        try await SLADatabase.change { try await SLAClockQueries.start(ticket(), at: instant, $0) }
          == expected)
    }
    for expected in [[SLAMetric.resolution], []] {
      #expect(
        try await SLADatabase.change {
          try await SLAClockQueries.stop(ticket(), SLAMetric.allCases, at: instant, $0)
        } == expected)
    }
    for expected in [[SLAMetric.resolution], []] {
      #expect(
        try await SLADatabase.change {
          try await SLAClockQueries.restart(ticket(), SLAMetric.allCases, at: instant, $0)
        } == expected)
    }
  }
}
