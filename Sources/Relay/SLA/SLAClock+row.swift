package import Domain
package import Postgres

extension SLAClock: RowDecodable {
  /// Reads ``SLAReadingQueries/columns``.
  package init(row: inout Row) throws(ColumnMismatch) {
    self.init(
      subjectID: try row.next(), metric: try row.next(), policy: try row.next(),
      target: .microseconds(try row.next(Int64.self)),
      elapsed: .microseconds(try row.next(Int64.self)), dueAt: try row.next(),
      state: try row.next(), startedAt: try row.next(), stoppedAt: try row.next(),
      breachNoticedAt: try row.next())
  }
}

extension SLABreach: RowDecodable {
  /// Reads what ``SLABreachQueries`` returns.
  package init(row: inout Row) throws(ColumnMismatch) {
    self.init(
      kind: try row.next(), subjectID: try row.next(), metric: try row.next(),
      policy: try row.next(), breachedAt: try row.next(), noticedAt: try row.next())
  }
}
