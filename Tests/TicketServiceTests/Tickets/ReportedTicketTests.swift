import DatabaseTesting
import Postgres
import Testing

/// The reports read the ledger, and the service answers by its rows: they must say the same.
@Suite(.database, .timeLimit(.minutes(1))) struct ReportedTicketTests {
  /// The tickets of which the reports and the rows say different things.
  private func differences() async throws -> [Int64] {
    try await TestDatabase.current.owner.values(
      """
      SELECT id
      FROM intake.tickets AS stored
      FULL JOIN reporting.tickets AS report USING (id)
      WHERE (stored.status, stored.category, stored.priority, stored.assignee, stored.created_at)
        IS DISTINCT FROM (
          report.status, report.category, report.priority, report.assignee, report.created_at)
      ORDER BY id
      """)
  }

  @Test func `whatever happens to tickets, the ledger tells what the rows do`() async throws {
    let desk = await TestDesk.open()
    for title in ["Phishing mail", "The vpn is slow", "Something else"] {
      _ = try await desk.post(
        "/tickets",
        #"{"title":"\#(title)","description":"It is so","assignee":"ann"}"#)
    }
    #expect(try await differences() == [])
    for change in [
      #"{"status":"in_progress"}"#, #"{"status":"resolved","assignee":null}"#,
      #"{"status":"open","category":"hardware"}"#, #"{"priority":"high","assignee":"eve"}"#,
      #"{"status":"closed"}"#,
    ] {
      _ = try await desk.patch("/tickets/3", change)
      #expect(try await differences() == [], "\(change)")
    }
    let counts = try await TestDatabase.current.owner.values(
      "SELECT times_resolved || ' ' || times_reopened FROM reporting.tickets ORDER BY id",
      as: String.self)
    #expect(counts == ["0 0", "0 0", "2 1"])
    let first = try await TestDatabase.current.owner.values(
      "SELECT first_category || ' ' || decided_by FROM reporting.tickets ORDER BY id",
      as: String.self)
    #expect(first == ["security rules", "network rules", "software default"])
  }
}
