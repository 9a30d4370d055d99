import DatabaseTesting
import Testing

/// The views by day, against what was worked out by hand from ``History/week()``.
@Suite(.database, .timeLimit(.minutes(1))) struct DailyTests {
  init() async throws {
    try await History.week()
  }

  @Test func `a day has what came and went on it, and an empty one is there`() async throws {
    let days = try await Report.ask(
      """
      SELECT day, tickets_created, tickets_reopened, tickets_opened, tickets_closed,
        incidents_created, incidents_reopened, incidents_opened, incidents_closed, incidents_merged
      FROM reporting.volume_by_day ORDER BY day
      """)
    #expect(
      days == [
        "(2026-06-01,2,0,2,1,2,0,2,1,0)", "(2026-06-02,0,1,1,0,0,1,1,1,0)",
        "(2026-06-03,1,0,1,2,1,0,1,1,1)", "(2026-06-04,0,0,0,0,0,0,0,0,0)",
      ])
  }

  @Test func `the backlog is what was open at the end of the day`() async throws {
    let days = try await Report.ask(
      "SELECT day, tickets, incidents FROM reporting.backlog_by_day ORDER BY day")
    #expect(
      days == ["(2026-06-01,1,1)", "(2026-06-02,2,1)", "(2026-06-03,1,1)", "(2026-06-04,1,1)"])
  }

  @Test func `what was opened less what was closed is the change of the backlog`() async throws {
    let wrong = try await Report.ask(ReportingBooks.daysOutOfBalance)
    #expect(wrong == [])
  }

  @Test func `what triage said is held against what people made of it`() async throws {
    let quality = try await Report.ask(
      """
      SELECT day, category, triaged, by_default, kept, corrected_away, corrected_into,
        priority_corrected, precision_ratio, recall_ratio
      FROM reporting.triage_quality
      WHERE triaged + corrected_into > 0
      ORDER BY day, category
      """)
    #expect(
      quality == [
        "(2026-06-01,hardware,0,0,0,0,1,0,,0)", "(2026-06-01,network,1,0,1,0,0,0,1,1)",
        "(2026-06-01,software,1,1,0,1,0,1,0,)", "(2026-06-03,hardware,1,0,1,0,0,0,1,1)",
      ])
    let rows = try await Report.ask("SELECT count(*) FROM reporting.triage_quality")
    #expect(rows == ["(16)"])
  }

  @Test func `the lag is of what the system opened, merged or not`() async throws {
    let lags = try await Report.ask(
      """
      SELECT day, severity, n, mean_seconds, median_seconds, p95_seconds, max_seconds
      FROM reporting.escalation_lag WHERE severity IN ('all', 'high') ORDER BY day, severity
      """)
    #expect(
      lags == [
        "(2026-06-01,all,2,3,3,3.9,4)", "(2026-06-01,high,2,3,3,3.9,4)",
        "(2026-06-02,all,0,,,,)", "(2026-06-02,high,0,,,,)", "(2026-06-03,all,0,,,,)",
        "(2026-06-03,high,0,,,,)", "(2026-06-04,all,0,,,,)", "(2026-06-04,high,0,,,,)",
      ])
  }

  @Test func `a survivor has the acknowledgement of the merged one, which has none`() async throws {
    let mtta = try await Report.ask(
      """
      SELECT day, n, mean_seconds, median_seconds, p75_seconds, p90_seconds, unacknowledged
      FROM reporting.mtta WHERE severity = 'all' ORDER BY day
      """)
    // Incident 1 after 300 s, incident 2 after 46:09:56.
    #expect(
      mtta == [
        "(2026-06-01,2,83248,83248,124722,149606.4,0)", "(2026-06-02,0,,,,,0)",
        "(2026-06-03,0,,,,,0)", "(2026-06-04,0,,,,,0)",
      ])
  }

  @Test func `the time to resolve ends with the last resolution, and is not that of what is open`()
    async throws
  {
    let mttr = try await Report.ask(
      """
      SELECT day, severity, n, mean_seconds, p90_seconds
      FROM reporting.mttr_resolve WHERE n > 0 ORDER BY day, severity
      """)
    #expect(mttr == ["(2026-06-01,all,1,93600,93600)", "(2026-06-01,high,1,93600,93600)"])
  }

  @Test func `a first response is public, and not by who asked`() async throws {
    let responses = try await Report.ask(
      """
      SELECT day, priority, n, mean_seconds, unanswered, oldest_unanswered_seconds
      FROM reporting.first_response
      WHERE day <> '2026-06-02' AND priority <> 'medium'
      ORDER BY day, priority
      """)
    #expect(
      responses == [
        "(2026-06-01,all,1,1800,1,266400)", "(2026-06-01,high,1,1800,1,266400)",
        "(2026-06-01,low,0,,0,)", "(2026-06-03,all,1,600,0,)", "(2026-06-03,high,0,,0,)",
        "(2026-06-03,low,1,600,0,)", "(2026-06-04,all,0,,0,)", "(2026-06-04,high,0,,0,)",
        "(2026-06-04,low,0,,0,)",
      ])
  }

  @Test func `what was reopened twice counts once, and nothing resolved has no rate`()
    async throws
  {
    try await History.move(1, from: "resolved", to: "open", at: "06-04 08:00")
    try await History.incident(
      1, of: 1, "reopened", at: "06-04 08:00",
      from: #"{"status": "resolved", "resolved_at": "2026-06-02T11:00:02Z"}"#,
      to: #"{"status": "open", "resolved_at": null}"#)
    let rates = try await Report.ask(
      """
      SELECT day, n, reopen_ratio, tickets_n, tickets_reopen_ratio
      FROM reporting.reopen_rate WHERE severity = 'all' ORDER BY day
      """)
    #expect(
      rates == [
        "(2026-06-01,1,1,1,1)", "(2026-06-02,0,,0,)", "(2026-06-03,0,,1,0)", "(2026-06-04,0,,0,)",
      ])
  }

  @Test func `everybody has what is theirs to do now, and what nobody has is there`() async throws {
    try await History.ticket(
      2, "changed", at: "06-04 09:00", from: #"{"assignee": null}"#, to: #"{"assignee": "eve"}"#)
    let work = try await Report.ask(
      """
      SELECT assignee, open_tickets, waiting_tickets, open_incidents, open_high,
        oldest_open_seconds, tickets_resolved_7_days, incidents_resolved_7_days
      FROM reporting.workload ORDER BY assignee
      """)
    #expect(work == ["(ann,0,0,1,1,264596,0,0)", "(eve,1,0,0,1,266400,0,0)", "(,0,0,0,0,,2,1)"])
  }
}
