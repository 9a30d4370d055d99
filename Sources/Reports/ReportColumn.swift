package import Postgres

/// A column of a report, as the schema describes both.
package struct ReportColumn: RowDecodable {
  /// The name of the report.
  package let report: String
  /// What the report is.
  package let reportDescription: String?
  /// The name of the column.
  package let name: String
  /// What it says.
  package let description: String?

  package init(row: inout Row) throws(ColumnMismatch) {
    report = try row.next()
    reportDescription = try row.next()
    name = try row.next()
    description = try row.next()
  }
}
