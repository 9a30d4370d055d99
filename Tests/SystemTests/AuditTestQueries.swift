import DatabaseTesting
import Postgres

/// What the owner of the database sees of the ledger.
enum AuditTestQueries {
  /// From where each event was asked for, in order; empty where that is not known.
  static func addresses() async throws -> [String] {
    try await TestDatabase.current.owner.values(
      "SELECT coalesce(host(address), '') FROM ledger.events ORDER BY id")
  }

  /// How many events no seal has.
  static func unsealed() async throws -> Int {
    try await TestDatabase.current.owner.value(
      """
      SELECT (SELECT count(*) FROM ledger.events)
        - (SELECT coalesce(sum(events), 0) FROM ledger.seals)
      """) ?? -1
  }
}
