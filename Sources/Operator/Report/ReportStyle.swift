import ArgumentParser
import Reports

/// How a report is printed.
package enum ReportStyle: String, CaseIterable, ExpressibleByArgument, Sendable {
  /// For people.
  case table
  case csv
  case json

  /// What programs read; nil for a table.
  var format: ReportFormat? { ReportFormat(rawValue: rawValue) }
}
