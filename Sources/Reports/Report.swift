import Domain
package import Postgres

/// A report that is being read: from one snapshot, some rows at a time, so that it takes no more
/// memory however long it is.
package struct Report: Sendable {
  /// What was asked.
  package let question: ReportQuestion
  /// What the database made of it.
  package let period: ReportPeriod
  private let transaction: Transaction

  /// How long a statement may take, and so a client waits for the first rows, or for the next.
  package static let patience = Duration.seconds(30)

  /// Asks on a connection that is for nothing else. Throws ``ReportFaults``, and a `DatabaseError`
  /// that says `isQueryCancelled` where it takes longer than `patience`.
  package init(
    _ question: ReportQuestion, on connection: Connection, patience: Duration = Report.patience
  ) async throws {
    period = try await Self.period(of: question, connection)
    transaction = try await connection.beginReading(statementTimeout: patience)
    self.question = question
    try await ReportQueries.open(question, period, transaction)
  }

  /// What a file with it may be called, without an ending: `mtta_2026-06-01_2026-07-01`.
  package var fileName: String {
    let days = [period.from, period.to].map { String($0.description.prefix(10)) }
    return ([question.name.rawValue] + (question.name.kind == .now ? [] : days))
      .joined(separator: "_")
  }

  /// The names of the columns, from left to right.
  package var columns: [String] {
    ReportViewQueries(question.name).columns.sql.matches(of: /\w+/).map { String($0.0) }
  }

  /// The next rows; none at the end.
  package func next() async throws -> [[ColumnValue]] {
    try await ReportQueries.portion(transaction).map(\.values)
  }

  /// Where there is no such zone, what else is wrong is said by the days of UTC.
  private static func period(
    of question: ReportQuestion, _ session: some Session
  ) async throws -> ReportPeriod {
    var faults: [ReportFault] = []
    var period = try await ReportQueries.period(of: question, zone: question.zone, session)
    if period == nil {
      faults.append(
        ReportFault(
          parameter: .tz, code: .notAllowed, detail: "is no time zone that the database knows"))
      period = try await ReportQueries.period(of: question, zone: "UTC", session)
    }
    faults += period?.faults ?? []
    guard let period, faults.isEmpty else { throw ReportFaults(faults: faults) }
    return period
  }
}
