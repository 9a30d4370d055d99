import DatabaseTesting
import Postgres
import Testing

/// The reports read the ledger, and the service answers by its rows: they must say the same.
@Suite(.database, .timeLimit(.minutes(1))) struct ReportedIncidentTests {
  /// The incidents of which the reports and the rows say different things.
  private func differences() async throws -> [Int64] {
    try await TestDatabase.current.owner.values(
      """
      SELECT id
      FROM response.incidents AS stored
      FULL JOIN reporting.incidents AS report USING (id, ticket_id)
      WHERE (stored.status, stored.severity, stored.assignee, stored.created_at,
          stored.acknowledged_at, stored.resolved_at, stored.merged_into, stored.rule)
        IS DISTINCT FROM (report.status, report.severity, report.assignee, report.created_at,
          report.acknowledged_at, report.resolved_at, report.merged_into, report.rule_version)
      ORDER BY id
      """)
  }

  @Test func `whatever happens to incidents, the ledger tells what the rows do`() async throws {
    let desk = TestDesk()
    try await desk.openIncidents(11...16)
    #expect(try await differences() == [])
    try await desk.lead(1, to: "closed")
    try await desk.lead(2, to: "acknowledged")
    try await desk.lead(3, to: "resolved")
    _ = try await desk.post("/incidents/3/reopen")
    _ = try await desk.post("/incidents/3/assign", json: #"{"assignee":"ann"}"#)
    _ = try await desk.post("/incidents/2/assign", json: #"{"assignee":"eve"}"#)
    _ = try await desk.post("/incidents/2/assign", json: #"{"assignee":null}"#)
    _ = try await desk.patch("/incidents/3", json: #"{"severity":"low","reason":"small"}"#)
    #expect(try await differences() == [])
    // The survivor gains an acknowledgement of the one, and the start of the other.
    _ = try await desk.merge(2, into: 4)
    _ = try await desk.merge(3, into: 4)
    _ = try await desk.merge(4, into: 6)
    #expect(try await differences() == [])
    try await desk.lead(6, to: "resolved")
    #expect(try await differences() == [])
    let statuses = try await TestDatabase.current.owner.values(
      "SELECT status FROM reporting.incidents ORDER BY id", as: String.self)
    #expect(statuses == ["closed", "closed", "closed", "closed", "open", "resolved"])
  }

  @Test func `a merge leaves each incident the wait that it had`() async throws {
    let desk = TestDesk()
    try await desk.openIncidents(11...12)
    let own: [Bool] = try await TestDatabase.current.owner.values(
      "SELECT own_escalatable_at = escalatable_at FROM response.incidents ORDER BY id")
    #expect(own == [true, true])
    _ = try await desk.merge(1, into: 2)
    let kept: [Bool] = try await TestDatabase.current.owner.values(
      "SELECT escalatable_at = opened_at FROM reporting.incidents ORDER BY id")
    #expect(kept == [true, true])
  }
}
