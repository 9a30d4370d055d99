/// How the time of a report is cut.
package enum ReportBucket: String, CaseIterable, Sendable {
  case day, week, month, quarter, year, all
}
