import DatabaseTesting
import Foundation
import Postgres
import Testing

@testable import Reports

/// The files that are made of reports, over HTTP as on the command line.
@Suite(.database, .timeLimit(.minutes(2))) struct ReportFileTests {
  @Test(arguments: ReportName.allCases)
  func `a report has the columns and the rows of its view`(name: ReportName) async throws {
    try await History.week()
    try await History.promise(
      1, "resolution", from: "06-01 09:00", active: "{[2026-06-01 09:00Z,2026-06-01 10:00Z)}",
      due: "06-01 10:00")
    try await TestDatabase.current.owner.execute(
      """
      INSERT INTO response.webhooks (name, url, format, secret)
      VALUES ('chat', 'https://example.org/a', 'generic', 'secret')
      """)
    let report = try await ask(name)
    let described = try await ReportQueries.columns(TestDatabase.current.owner)
    #expect(report.columns == described.filter { $0.report == name.rawValue }.map(\.name))
    let written = try await text(of: report, .json)
    let document = try JSONSerialization.jsonObject(with: Data(written.utf8)) as? NSDictionary
    let source =
      name == .metrics
      ? "reporting.metrics('2026-05-06Z', '2026-06-05Z')" : "reporting.\(name.rawValue)"
    let said = try await Report.ask(
      "SELECT coalesce(json_agg(line), '[]') AS rows FROM \(source) AS line")
    // As PostgreSQL writes a row: in quotation marks, with those of the text doubled.
    let rows = said[0].dropFirst(2).dropLast(2).replacing("\"\"", with: "\"")
    let expected = try JSONSerialization.jsonObject(with: Data(rows.utf8)) as? [NSDictionary]
    let lines = try #require(expected)
    let items = try #require(document?["items"] as? [NSDictionary])
    #expect(!items.isEmpty)
    #expect(Set(items.map(Self.figures)) == Set(lines.map(Self.figures)))
  }

  /// All but instants, which PostgreSQL writes in another way.
  private static func figures(_ row: NSDictionary) -> NSDictionary {
    guard let row = row.mutableCopy() as? NSMutableDictionary else { return row }
    row.removeObjects(forKeys: ["bucket_start", "bucket_end"])
    return row
  }

  @Test(arguments: [
    (ColumnValue.null, "", "null"), (.truth(true), "true", "true"), (.integer(-3), "-3", "-3"),
    (.number(1_200), "1200", "1200"), (.number(0.1), "0.1", "0.1"), (.number(.nan), "", "null"),
    (.number(-0.5), "-0.5", "-0.5"), (.day(20_605), "2026-06-01", #""2026-06-01""#),
    (
      .instant(Timestamp(microseconds: 1)), "1970-01-01T00:00:00.000001Z",
      #""1970-01-01T00:00:00.000001Z""#
    ),
    (.text("a/b"), "a/b", #""a/b""#), (.text("a,b"), #""a,b""#, #""a,b""#),
    (.text("a\"b\r\n"), "\"a\"\"b\r\n\"", #""a\"b\r\n""#),
    (.text("=HYPERLINK(1)"), "'=HYPERLINK(1)", #""=HYPERLINK(1)""#), (.text("+1"), "'+1", #""+1""#),
    (.text("-1"), "'-1", #""-1""#), (.text("@a"), "'@a", #""@a""#),
    (.text("\ta"), "'\ta", #""\ta""#), (.text("\r=a"), "\"'\r=a\"", #""\r=a""#),
    (.text("a=b"), "a=b", #""a=b""#), (.text(""), "", #""""#),
  ])
  func `a value is written so that it comes back as what it was, and is never computed`(
    value: ColumnValue, csv: String, json: String
  ) {
    #expect(value.csv == csv)
    #expect(value.json == json)
  }

  @Test func `a report without rows still has its form`() async throws {
    try await History.week()
    let given: [ReportParameter: String] = [.from: "2020-01-01", .to: "2020-01-02"]
    let csv = try await text(of: ask(.backlogByDay, given), .csv)
    #expect(csv == "day,tickets,incidents,tickets_change,incidents_change\r\n")
    let json = try await text(of: ask(.backlogByDay, given), .json)
    #expect(json.hasSuffix(#""as_of":null,"items":[]}"# + "\n"))
  }

  private func ask(
    _ name: ReportName, _ given: [ReportParameter: String] = [:]
  ) async throws -> Reports.Report {
    let reporter = TestDatabase.current.connect(as: "reporter")
    return try await Reports.Report(ReportQuestion(name, given), on: reporter.makeConnection())
  }

  private func text(of report: Reports.Report, _ format: ReportFormat) async throws -> String {
    var writer = ReportWriter(format, of: report)
    var text = writer.head
    while case let rows = try await report.next(), !rows.isEmpty { text += writer.write(rows) }
    return text + writer.end
  }
}
