import DatabaseTesting
import Foundation
import NIOHTTP1
import Testing

/// The same numbers over HTTP and on the command line.
@Suite(.database, .timeLimit(.minutes(2))) struct ReportTests {
  @Test func `a report is the same bytes over HTTP as on the command line`() async throws {
    let desk = try await Desk.start()
    try await desk.reportPhishing(0..<3)
    #expect(try await eventually { try await DeskQueries.incidentCount() == 3 })
    for path in ["volume_by_day", "escalation_lag", "triage_quality"] {
      for format in ["csv", "json"] {
        let answer = try await Answer.to(
          .GET, "/reports/\(path)?format=\(format)", at: desk.incidents)
        #expect(answer.status == 200)
        let said = try await firstline(path, "--format", format)
        #expect(said.output == answer.body)
        #expect(said.status == 0)
      }
    }
    await desk.stop()
  }

  @Test func `without a name there is the list, and in a pipe there is CSV`() async throws {
    let list = try await firstline()
    #expect(list.output.hasPrefix("metrics\n    A row per metric and bucket"))
    #expect(list.output.contains("\nworkload\n    A row per person"))
    let mtta = try await firstline("backlog_by_day")
    #expect(mtta.output == "day,tickets,incidents,tickets_change,incidents_change\r\n")
    let table = try await firstline("backlog_by_day", "--format", "table")
    #expect(table.output == "day  tickets  incidents  tickets_change  incidents_change\n")
  }

  @Test func `everything that is wrong with the options is said in one line`() async throws {
    let refused = try await firstline("mtta", "--from", "monday", "--tz", "Europe/London")
    #expect(refused.status == 64)
    #expect(
      refused.errors == """
        firstline: --from must be a date, such as 2026-06-01; --tz must be UTC here; metrics takes \
        any zone

        """)
    let unknown = try await firstline(
      "metrics", "--tz", "Europe/Nowhere", "--as-of", "2999-01-01T00:00:00Z")
    #expect(unknown.status == 64)
    #expect(
      unknown.errors == """
        firstline: --tz is no time zone that the database knows; --as-of must not be in the future

        """)
    #expect(try await firstline("tickets").status == 64)
  }

  private func firstline(
    _ arguments: String...
  ) async throws -> (status: Int32, output: String, errors: String) {
    try await RunningProgram.run(
      "firstline", ["report"] + arguments,
      ["DATABASE_URL": TestDatabase.current.url(role: "reporter")])
  }
}
