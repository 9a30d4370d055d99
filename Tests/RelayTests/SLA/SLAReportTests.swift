import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

/// What is reported is what the clocks know: two computations of the same thing.
@Suite(.database, .timeLimit(.minutes(2))) struct SLAReportTests {
  @Test func `the first response of the clocks is that of the reports`() async throws {
    try await SLALedger.makePolicies()
    try await SLALedger.create()
    try await SLALedger.say("internal", by: "ann", at: "2026-06-01 09:10")
    try await SLALedger.say("public", by: "bob", at: "2026-06-01 09:20")
    // From now on ann is who reported it.
    try await SLALedger.record(
      "ticket.changed", at: "2026-06-01 09:30", before: #"{"requester":"bob"}"#,
      after: #"{"requester":"ann"}"#)
    try await SLALedger.say("public", by: "ann", at: "2026-06-01 09:40")
    try await SLALedger.say("public", by: "bob", at: "2026-06-01 09:50")
    try await SLALedger.say("public", by: "eve", at: "2026-06-01 10:00")
    try await SLALedger.keep(at: "2026-06-01 12:00")
    let clocks = try await SLAReadingQueries.clocks(of: .ticket, [1], SLADatabase.tickets)
    let reported: Instant? = try await SLADatabase.owner.value(
      "SELECT first_response_at FROM reporting.tickets")
    #expect(reported == (try SLADatabase.at("2026-06-01 09:50")))
    #expect(clocks.first { $0.metric == .firstResponse }?.stoppedAt == reported)
  }

  @Test func `the state of every promise is that of the reports`() async throws {
    try await SLALedger.makePolicies()
    for ticket in 1...4 as ClosedRange<Int64> { try await SLALedger.create(ticket) }
    try await SLALedger.move(1, from: "open", to: "resolved", at: "2026-06-01 11:00")
    try await SLALedger.move(2, from: "open", to: "waiting", at: "2026-06-01 12:00")
    try await SLALedger.move(3, from: "open", to: "resolved", at: "2026-06-01 19:00")
    try await SLALedger.keep(at: "2026-06-01 20:00")
    let shown = try await SLAReadingQueries.clocks(of: .ticket, [1, 2, 3, 4], SLADatabase.tickets)
      .filter { $0.metric == .resolution }.map(\.state.rawValue)
    #expect(shown == ["met", "paused", "breached", "breached"])
    let reported: [String] = try await SLADatabase.owner.values(
      """
      SELECT state
      FROM report_internals.promises(public.clock_now())
      WHERE metric = 'resolution'
      ORDER BY subject_id
      """)
    #expect(reported == shown)
  }
}
