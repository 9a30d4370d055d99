package import ArgumentParser
import Foundation
import Postgres
package import Reports

extension ReportName: ExpressibleByArgument {}

/// `firstline report`: what people ask in SQL or over HTTP, on the command line.
package struct ReportCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Prints a report: a table on a terminal, CSV or JSON in a pipe.",
    discussion: """
      Without a name it lists the reports. Any role that may read the schema reporting can do it, \
      also on a replica; nothing is written. docs/reporting.md says what the figures mean.
      """)

  @OptionGroup package var database: DatabaseOption

  @Argument(help: "Which report.")
  package var name: ReportName?

  @Option(help: "Where it begins: a date; of metrics also a time. (default: 30 days earlier)")
  package var from: String?

  @Option(help: "Where it ends, itself not included. (default: after today)")
  package var to: String?

  @Option(help: "Of metrics: the zone in which buckets begin, by its IANA name. (default: UTC)")
  package var tz: String?

  @Option(help: "Of metrics: day, week, month, quarter, year or all. (default: day)")
  package var bucket: String?

  @Option(help: "Of metrics: as it was known at this time. (default: now)")
  package var asOf: String?

  /// How it is printed.
  @Option(help: "table, csv or json. (default: table on a terminal, csv in a pipe)")
  package var format: ReportStyle?

  package init() {}

  package func run() async throws {
    let style = format ?? (isatty(STDOUT_FILENO) == 1 ? .table : .csv)
    try await database.connect(readsOnly: true) { connection in
      guard let name else { return try await Self.list(connection) }
      do {
        let report = try await Report(ReportQuestion(name, given), on: connection)
        try await Self.write(report, as: style)
      } catch let refusal as ReportFaults {
        let faults = refusal.faults.map { fault in
          "--\(fault.parameter.rawValue.replacing("_", with: "-")) \(fault.detail)"
        }
        throw OneLine(faults.joined(separator: "; "), status: EX_USAGE)
      }
    }
  }

  private var given: [ReportParameter: String] {
    let given: [(ReportParameter, String?)] = [
      (.from, from), (.to, to), (.tz, tz), (.bucket, bucket), (.asOf, asOf),
    ]
    return Dictionary(
      uniqueKeysWithValues: given.compactMap { name, text in text.map { (name, $0) } })
  }

  private static func list(_ connection: Connection) async throws {
    let columns = try await ReportQueries.columns(connection)
    for name in ReportName.allCases {
      let column = columns.first { $0.report == name.rawValue }
      PlainOutput.write(name.rawValue)
      PlainOutput.write("    \(column?.reportDescription ?? "")")
    }
  }

  private static func write(_ report: Report, as style: ReportStyle) async throws {
    guard let format = style.format else { return try await ReportTable(report).write() }
    var text = ReportWriter(format, of: report)
    PlainOutput.write(pieces: text.head)
    while case let rows = try await report.next(), !rows.isEmpty {
      PlainOutput.write(pieces: text.write(rows))
    }
    PlainOutput.write(pieces: text.end)
  }
}
