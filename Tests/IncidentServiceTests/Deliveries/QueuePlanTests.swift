import DatabaseTesting
import Postgres
import Testing

@testable import IncidentService

/// To look for what webhooks want costs the same whether the ledger is short or long.
@Suite(.database, .timeLimit(.minutes(1))) struct QueuePlanTests {
  @Test func `of the ledger only what is new is read`() async throws {
    let owner = TestDatabase.current.owner
    try await owner.execute(
      """
      INSERT INTO ledger.events (kind, incident_id, actor)
      SELECT 'incident.changed', id, 'a' FROM generate_series(1, 20000) AS id
      """)
    try await owner.execute("ANALYZE ledger.events")
    let lines: [String] = try await owner.values("EXPLAIN \(ParcelQueries.queue)")
    let index = /using events_\d+_\d+_xid_id_idx on events_/
    #expect(lines.contains { $0.contains(index) }, "\(lines)")
    // What is empty may be read as a whole.
    let month: String? = try await owner.value(
      "SELECT relname::text FROM pg_class WHERE reltuples = 20000 AND relkind = 'r'")
    #expect(!lines.contains { $0.contains("Seq Scan on \(month ?? "")") }, "\(lines)")
  }
}
