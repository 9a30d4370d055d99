import DatabaseTesting
import Postgres
import Testing

@testable import Relay

/// To see that nothing is new costs the same whether the ledger is short or long.
@Suite(.database, .timeLimit(.minutes(1))) struct LedgerPlanTests {
  private func plan(_ query: Query) async throws -> [String] {
    try await RelayDatabase.owner.values("EXPLAIN \(query)")
  }

  @Test(arguments: ["place.xid, place.id", "coalesce(place.xid, '0'), coalesce(place.id, 0)"])
  func `whether there is news is asked of the index`(place: String) async throws {
    try await RelayDatabase.owner.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, actor)
      SELECT 'ticket.changed', id, 'a' FROM generate_series(1, 20000) AS id
      """)
    try await RelayDatabase.owner.execute("ANALYZE ledger.events")
    let lines = try await plan(
      """
      SELECT \(LedgerQueries.hasEvents(behind: "\(unsafe: place)"))
      FROM response.sla_place AS place
      """)
    #expect(lines.contains { $0.contains(/using events_\d+_\d+_xid_id_idx on events_/) })
    let month: String? = try await RelayDatabase.owner.value(
      "SELECT relname::text FROM pg_class WHERE reltuples = 20000 AND relkind = 'r'")
    #expect(!lines.contains { $0.contains("Seq Scan on \(month ?? "")") })
  }
}
