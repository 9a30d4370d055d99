import Postgres
import Reports
import Synchronization
import Web

/// Reads reports, a few at a time, each on a connection of its own: who asks for a year keeps
/// nobody from working.
final class ReportDesk: Sendable {
  private let database: Database
  private let limit: Int
  private let patience: Duration
  private let running = Mutex(0)

  /// A desk that reads `limit` reports at a time at most, and of each waits so long for rows.
  init(_ database: Database, limit: Int = 4, patience: Duration = Report.patience) {
    self.database = database
    self.limit = limit
    self.patience = patience
  }

  /// What there is, and what each says of itself.
  func columns() async throws -> [ReportColumn] {
    try await ReportQueries.columns(database)
  }

  /// Begins a report with its first rows. Throws a problem where there are too many, or it takes
  /// too long.
  func begin(_ question: ReportQuestion) async throws -> RunningReport {
    let place = try takePlace()
    do {
      let report = try await Report(
        question, on: database.makeConnection(), patience: patience)
      return RunningReport(report: report, first: try await report.next(), place: place)
    } catch let error as DatabaseError where error.isQueryCancelled {
      throw Problem.unavailable(
        "The report took too long. Ask for a shorter time, or for fewer buckets.", retryAfter: 60)
    }
  }

  private func takePlace() throws -> ReportPlace {
    let isTaken = running.withLock { running in
      guard running < limit else { return false }
      running += 1
      return true
    }
    guard isTaken else {
      throw Problem.unavailable("There are as many reports as there may be.", retryAfter: 5)
    }
    return ReportPlace { [self] in running.withLock { $0 -= 1 } }
  }
}

/// A place at the desk. It is given back when nobody holds it any more, also where the report was
/// never sent.
final class ReportPlace: Sendable {
  private let giveBack: @Sendable () -> Void

  init(giveBack: @escaping @Sendable () -> Void) {
    self.giveBack = giveBack
  }

  deinit { giveBack() }
}
