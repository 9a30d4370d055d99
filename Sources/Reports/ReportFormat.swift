/// What a report can be written as for programs.
package enum ReportFormat: String, CaseIterable, Sendable {
  case json, csv
}
