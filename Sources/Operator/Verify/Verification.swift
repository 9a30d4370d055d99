package import Postgres

/// The checks of `firstline verify`.
package enum Verification {
  /// What one check found.
  package struct Finding: Sendable, Equatable {
    /// The check's name, which is the promise.
    package let check: String
    /// A line for each row that breaks it.
    package let violations: [String]

    /// `ok` or `FAILED`, the name, and each violation on a line of its own.
    var report: String {
      let head = "\(violations.isEmpty ? "ok    " : "FAILED") \(check)"
      return ([head] + violations.map { "       \($0)" }).joined(separator: "\n")
    }
  }

  /// Runs every check on one snapshot.
  /// - Parameter grace: Seconds within which a ticket must have become an incident.
  package static func run(
    grace: Int, on connection: Connection
  ) async throws -> [Finding] {
    try await connection.transaction { transaction in
      try await VerifyQueries.takeSnapshot(transaction)
      var findings: [Finding] = []
      for (check, query) in VerifyQueries.checks(grace: grace) {
        findings.append(
          Finding(check: check, violations: try await transaction.values(query)))
      }
      return findings + [try await Audit.finding(on: transaction)]
    }
  }
}
