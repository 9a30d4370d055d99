import DatabaseTesting
import Postgres
import Testing

/// The rows of tickets and incidents, against what was worked out by hand from
/// ``History/week()``.
@Suite(.database, .timeLimit(.minutes(1))) struct RowTests {
  init() async throws {
    try await History.week()
  }

  @Test func `a ticket has its times, and its durations by both clocks`() async throws {
    let calendar = try await History.officeHours()
    try await History.promise(
      1, "resolution", calendar: calendar, from: "06-01 09:00",
      active: "{[2026-06-01 09:00Z,2026-06-03 12:00Z)}", due: "06-03 13:00")
    let tickets = try await Report.ask(
      """
      SELECT id, status, category, first_category, priority, first_priority, times_resolved,
        times_reopened, first_response_seconds, first_response_business_seconds,
        resolution_seconds, resolution_business_seconds, open_seconds
      FROM reporting.tickets ORDER BY id
      """)
    // Office hours: eight on Monday and Tuesday, three on Wednesday.
    #expect(
      tickets == [
        "(1,resolved,network,network,high,high,2,1,1800,1800,183600,68400,)",
        "(2,open,hardware,software,high,low,0,0,,,,,266400)",
        "(3,closed,hardware,hardware,low,low,1,0,600,,36000,,)",
      ])
  }

  @Test func `business time is by the first promise, whatever has been promised since`()
    async throws
  {
    let calendar = try await History.officeHours()
    try await History.promise(
      3, "first_response", calendar: calendar, from: "06-03 08:00",
      active: "{[2026-06-03 08:00Z,)}", due: nil, cancelled: "06-03 08:05")
    try await History.promise(
      3, "first_response", calendar: 1, from: "06-03 08:00",
      active: "{[2026-06-03 08:00Z,2026-06-03 08:10Z)}", due: "06-03 09:00")
    let answered = try await Report.ask(
      "SELECT first_response_business_seconds, resolution_business_seconds"
        + " FROM reporting.tickets WHERE id = 3")
    #expect(answered == ["(0,28800)"])
  }

  @Test func `an incident has its durations, and a merged one leaves them to the survivor`()
    async throws
  {
    let incidents = try await Report.ask(
      """
      SELECT id, ticket_id, status, severity, assignee, rule_version, merged_into, times_resolved,
        times_reopened, escalation_lag_seconds, acknowledge_seconds, resolve_seconds, open_seconds
      FROM reporting.incidents ORDER BY id
      """)
    #expect(
      incidents == [
        "(1,1,resolved,high,,1,,2,1,2,300,93600,)",
        "(2,2,acknowledged,high,ann,1,,0,0,4,166196,,264596)",
        "(3,3,closed,low,,,2,0,0,,,,)",
      ])
  }

  @Test func `a survivor begins with the earlier one, and keeps its own lag`() async throws {
    try await History.create(4, "high", "network", at: "06-04 09:00")
    try await History.open(4, of: 4, "high", at: "06-04 09:00:05", since: "06-04 09:00")
    try await History.incident(
      4, of: 4, "acknowledged", at: "06-04 09:30", from: #"{"status": "open"}"#,
      to: #"{"status": "acknowledged", "acknowledged_at": "2026-06-04T09:30:00Z"}"#)
    try await History.incident(
      4, of: 4, "absorbed", at: "06-04 10:00", from: "{}",
      to: """
        {"created_at": "2026-06-01T10:30:04Z", "acknowledged_at": "2026-06-03T08:40:00Z",
          "absorbed": 2}
        """)
    // What a merge does to the row.
    try await TestDatabase.current.owner.execute(
      "UPDATE response.incidents SET escalatable_at = '2026-06-01 10:30Z' WHERE id = 4")
    let survivor = try await Report.ask(
      """
      SELECT opened_at, created_at, escalation_lag_seconds, acknowledge_seconds
      FROM reporting.incidents WHERE id = 4
      """)
    #expect(survivor == [#"("2026-06-04 09:00:05+00","2026-06-01 10:30:04+00",5,166196)"#])
  }

  @Test func `what is open again is not resolved`() async throws {
    try await History.move(3, from: "closed", to: "open", at: "06-04 08:00")
    try await History.incident(
      1, of: 1, "reopened", at: "06-04 08:00",
      from: #"{"status": "resolved", "resolved_at": "2026-06-02T11:00:02Z"}"#,
      to: #"{"status": "open", "resolved_at": null}"#)
    let ticket = try await Report.ask(
      """
      SELECT status, resolved_at, closed_at, resolution_seconds, open_seconds
      FROM reporting.tickets WHERE id = 3
      """)
    #expect(ticket == ["(open,,,,100800)"])
    let incident = try await Report.ask(
      "SELECT status, resolved_at, resolve_seconds, open_seconds FROM reporting.incidents"
        + " WHERE id = 1")
    #expect(incident == ["(open,,,269998)"])
    let mttr = try await Report.ask("SELECT sum(n) FROM reporting.mttr_resolve")
    #expect(mttr == ["(0)"])
  }

  @Test func `events say what they do to the backlog`() async throws {
    let events = try await Report.ask(
      """
      SELECT to_char(at, 'MM-DD HH24:MI'), kind, status_before, status, is_answer, backlog_change
      FROM reporting.ticket_events WHERE ticket_id = 3 ORDER BY id
      """)
    #expect(
      events == [
        #"("06-03 08:00",ticket.created,,open,f,1)"#,
        #"("06-03 08:10",ticket.commented,,,t,0)"#,
        #"("06-03 09:10",ticket.changed,open,waiting,f,0)"#,
        #"("06-03 18:00",ticket.changed,waiting,closed,f,-1)"#,
      ])
  }
}
