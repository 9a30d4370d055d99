package import Postgres

/// The parts of the ledger: one for each month, in UTC, made before it begins.
///
/// Without them nothing is lost: what has no part goes to the default one, and from there to its
/// own as soon as that is made.
package enum LedgerMonthQueries {
  /// Makes what is missing of this month and the next two, and moves what waits for its part; says
  /// how many it made. It waits a fifth of a second at most for whoever reads or writes, and throws
  /// then; another try does what is left.
  /// - Parameter movable: Of how many events of a month at once: writers wait while they move.
  @discardableResult
  package static func make(
    moving movable: Int64 = 10_000, _ session: some Session
  ) async throws -> Int {
    try await session.value("SELECT ledger.make_months(\(movable))") ?? 0
  }

  /// Does it for as many events as there are, and tries again where somebody is in the way.
  package static func makeAll(_ session: some Session) async throws -> Int {
    for _ in 1..<25 {
      do {
        return try await make(moving: .max, session)
      } catch let error as DatabaseError where error.sqlState == .lockNotAvailable {
        continue
      }
    }
    return try await make(moving: .max, session)
  }

  /// Lets the planner know how the ledger is as a whole, at most once a day. That may take longer
  /// than a statement of a program should.
  package static func know(_ database: Database) async throws {
    try await database.transaction { transaction in
      try await transaction.execute("SET LOCAL statement_timeout = 0")
      try await transaction.execute("SELECT ledger.know_events()")
    }
  }
}
