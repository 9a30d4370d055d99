package import Postgres

/// What must hold after a run: the promises, for what the clients know that they were promised.
package enum ChaosChecks {
  /// Rows that are told to the server at once.
  private static let batch = 5_000

  /// Runs every check. Nobody may be writing any more. The connection's statements should have no
  /// time-out.
  package static func run(
    tickets: [SentTicket], changes: [SentChange], on connection: Connection
  ) async throws -> [Verification.Finding] {
    try await tell(tickets, changes, connection)
    var findings: [Verification.Finding] = []
    for (check, query) in ChaosCheckQueries.checks {
      findings.append(
        Verification.Finding(check: check, violations: try await connection.values(query)))
    }
    return findings + [try await Audit.finding(on: connection)]
  }

  /// Puts what was sent beside what was stored, in tables that only this session sees.
  private static func tell(
    _ tickets: [SentTicket], _ changes: [SentChange], _ connection: Connection
  ) async throws {
    try await ChaosCheckQueries.createTables(connection)
    for start in stride(from: 0, to: tickets.count, by: batch) {
      let range = start..<min(start + batch, tickets.count)
      try await ChaosCheckQueries.insert(tickets[range], from: start, connection)
    }
    for start in stride(from: 0, to: changes.count, by: batch) {
      try await ChaosCheckQueries.insert(
        changes[start..<min(start + batch, changes.count)], connection)
    }
    try await ChaosCheckQueries.analyzeTables(connection)
  }
}
