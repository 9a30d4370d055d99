import Domain
import Foundation
package import Postgres

/// Writes a report for programs, piece by piece; the same bytes over HTTP as on the command line.
package struct ReportWriter: Sendable {
  private let format: ReportFormat
  private let columns: [String]
  private var isFirst = true

  /// What stands before the rows.
  package let head: String

  /// A writer of a report in a format.
  package init(_ format: ReportFormat, of report: Report) {
    self.format = format
    columns = report.columns
    head =
      switch format {
      case .csv: report.columns.joined(separator: ",") + "\r\n"
      case .json: Self.head(report.question, report.period)
      }
  }

  /// What stands behind the rows.
  package var end: String {
    switch format {
    case .csv: ""
    case .json: isFirst ? "]}\n" : "\n]}\n"
    }
  }

  /// Some rows, behind those before.
  package mutating func write(_ rows: [[ColumnValue]]) -> String {
    var text = ""
    for row in rows {
      switch format {
      case .csv: text += row.map(\.csv).joined(separator: ",") + "\r\n"
      case .json:
        let members = zip(columns, row).map { "\"\($0)\":\($1.json)" }
        text += (isFirst ? "\n{" : ",\n{") + members.joined(separator: ",") + "}"
      }
      isFirst = false
    }
    return text
  }

  private static func head(_ question: ReportQuestion, _ period: ReportPeriod) -> String {
    let kind = question.name.kind
    let isMetrics = kind == .anyTime
    func bound(_ instant: Instant) -> ColumnValue {
      switch kind {
      case .anyTime: .text(instant.description)
      case .days: .text(String(instant.description.prefix(10)))
      case .now: .null
      }
    }
    let members: [(ReportParameter, ColumnValue)] = [
      (.from, bound(period.from)), (.to, bound(period.to)), (.tz, .text(question.zone)),
      (.bucket, kind == .now ? .null : .text(question.bucket.rawValue)),
      (.asOf, isMetrics ? .text(period.asOf.description) : .null),
    ]
    let said = members.map { "\"\($0.rawValue)\":\($1.json)" }.joined(separator: ",")
    return "{\"report\":\"\(question.name.rawValue)\",\(said),\"items\":["
  }
}

extension ColumnValue {
  /// As it stands in CSV and, but for texts, in JSON; nil for NULL.
  private var plain: String? {
    switch self {
    case .null: nil
    case .truth(let truth): truth ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number): Self.plain(number)
    case .text(let text): text
    case .day(let days):
      String(Instant(microseconds: Int64(days) * 86_400_000_000).description.prefix(10))
    case .instant(let time): Instant(microseconds: time.microseconds).description
    }
  }

  /// Whole numbers without a fraction, as PostgreSQL writes them.
  private static func plain(_ number: Double) -> String? {
    guard number.isFinite else { return nil }
    return Int64(exactly: number).map { String($0) } ?? String(number)
  }

  /// A field of CSV (RFC 4180); NULL is empty. A text by which a spreadsheet would begin to compute
  /// has an apostrophe before it, which makes it a text there.
  package var csv: String {
    guard var text = plain else { return "" }
    if case .text = self, let first = text.unicodeScalars.first,
      "=+-@\t\r".unicodeScalars
        .contains(first)
    {
      text = "'" + text
    }
    guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) })
    else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// A value of JSON.
  package var json: String {
    switch self {
    case .truth, .integer, .number: plain ?? "null"
    case .null: "null"
    case .text, .day, .instant: Self.quoted(plain ?? "")
    }
  }

  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }
}
