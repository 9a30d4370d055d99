package import Postgres

/// What must hold after a run: the promises, for what the clients know that they were promised.
package enum ChaosChecks {
  /// Rows that are told to the server at once.
  private static let batch = 5_000

  /// Runs every check. Nobody may be writing any more. The connection's statements should have no
  /// time-out.
  package static func run(
    tickets: [SentTicket], changes: [SentChange], messages: [HeardMessage],
    on connection: Connection
  ) async throws -> [Verification.Finding] {
    try await tell(tickets, changes, messages, connection)
    var findings: [Verification.Finding] = []
    for (check, query) in ChaosCheckQueries.checks {
      findings.append(
        Verification.Finding(check: check, violations: try await connection.values(query)))
    }
    return findings + [try await Audit.finding(on: connection)]
  }

  /// Puts what was sent beside what was stored, in tables that only this session sees.
  private static func tell(
    _ tickets: [SentTicket], _ changes: [SentChange], _ messages: [HeardMessage],
    _ connection: Connection
  ) async throws {
    try await ChaosCheckQueries.createTables(connection)
    try await ChaosDeliveryQueries.createTable(connection)
    try await inBatches(tickets) { try await ChaosCheckQueries.insert($0, from: $1, connection) }
    try await inBatches(changes) { batch, _ in
      try await ChaosCheckQueries.insert(batch, connection)
    }
    try await inBatches(messages) {
      try await ChaosDeliveryQueries.insert($0, from: $1, connection)
    }
    try await ChaosCheckQueries.analyzeTables(connection)
  }

  /// Tells rows to the server, each time a batch and the position of its first row.
  private static func inBatches<Row>(
    _ rows: [Row], _ insert: (ArraySlice<Row>, Int) async throws -> Void
  ) async throws {
    for start in stride(from: 0, to: rows.count, by: batch) {
      try await insert(rows[start..<min(start + batch, rows.count)], start)
    }
  }
}
