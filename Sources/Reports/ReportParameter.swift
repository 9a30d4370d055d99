/// What can be said about a report. The raw value is its name over HTTP.
package enum ReportParameter: String, CaseIterable, Sendable {
  case from, to, tz, bucket
  case asOf = "as_of"
  case format
}
