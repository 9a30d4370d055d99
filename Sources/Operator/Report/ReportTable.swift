import Domain
import Postgres
import Reports

/// A report for people: columns side by side, numbers to the right, durations in the words that
/// people use for them. All of it is in memory: how wide a column is, is known at the end.
struct ReportTable {
  private let report: Report

  init(_ report: Report) {
    self.report = report
  }

  /// Prints it.
  func write() async throws {
    var rows: [[ColumnValue]] = []
    while case let portion = try await report.next(), !portion.isEmpty { rows += portion }
    for line in Self.lines(report.columns, rows) { PlainOutput.write(line) }
  }

  /// The lines of a table with these columns: their names first.
  static func lines(_ columns: [String], _ rows: [[ColumnValue]]) -> [String] {
    let unit = columns.firstIndex(of: "unit")
    let cells = rows.map { row in
      let isSeconds = unit.map { row[$0] == .text("seconds") } ?? false
      return zip(columns, row).map { name, value in
        cell(value, isSeconds: name.hasSuffix("_seconds") || (isSeconds && name != "n"))
      }
    }
    let isNumber = columns.indices.map { index in
      rows.contains { row in
        switch row[index] {
        case .integer, .number: true
        default: false
        }
      }
    }
    let table = [columns] + cells
    let widths = columns.indices.map { index in table.map { $0[index].count }.max() ?? 0 }
    return table.map { line in
      let padded = line.indices.map { index in
        let space = String(repeating: " ", count: widths[index] - line[index].count)
        return isNumber[index] ? space + line[index] : line[index] + space
      }
      let text = padded.joined(separator: "  ")
      return String(text.prefix(text.count - text.reversed().prefix { $0 == " " }.count))
    }
  }

  private static func cell(_ value: ColumnValue, isSeconds: Bool) -> String {
    switch value {
    case .null: "-"
    case .integer(let count) where isSeconds: duration(Double(count))
    case .number(let seconds) where isSeconds: duration(seconds)
    case .number(let number): rounded(number)
    case .instant(let time):
      Instant(microseconds: time.microseconds).description.prefix(16).replacing("T", with: " ")
        + "Z"
    // A line break would end the line of the table.
    case .text(let text): String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    default: value.csv
    }
  }

  /// The two largest units: `2d 3h`, `4m 5s`; `0.25s` of what is short.
  private static func duration(_ seconds: Double) -> String {
    if seconds < 60 { return rounded(seconds) + "s" }
    let units: [(name: String, seconds: Int64)] = [
      ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
    ]
    var rest = Int64(seconds.rounded())
    let parts = units.map { unit in
      defer { rest %= unit.seconds }
      return (unit.name, rest / unit.seconds)
    }.drop { $0.1 == 0 }
    return parts.prefix(2).filter { $0.1 > 0 }.map { "\($0.1)\($0.0)" }.joined(separator: " ")
  }

  /// Three digits behind the point at most.
  private static func rounded(_ number: Double) -> String {
    ColumnValue.number((number * 1_000).rounded() / 1_000).csv
  }
}
