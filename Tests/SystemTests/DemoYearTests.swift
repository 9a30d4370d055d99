import DatabaseTesting
import Testing

/// The year of `firstline demo`, whole; it takes the machine.
@Suite(.database, .crowded, .timeLimit(.minutes(15))) struct DemoYearTests {
  @Test func `the books of a year add up, and all that managers ask has an answer`() async throws {
    let demo = try await run(["demo"])
    #expect(demo.status == 0, "\(demo.output)")
    #expect(
      try await DemoTestQueries.rows("SELECT count(*) >= 365 FROM reporting.volume_by_day")
        == ["(t)"])
    #expect(try await DemoTestQueries.rows(ReportingBooks.daysOutOfBalance) == [])
    #expect(try await DemoTestQueries.rows(ReportingBooks.sumsThatDiffer) == [])
    for question in DocumentedQuestion.all {
      #expect(try await !DemoTestQueries.rows(question.sql).isEmpty, "\(question.sql)")
    }
    let verified = try await run(["verify"])
    #expect(verified.status == 0, "\(verified.output)")
  }

  private func run(_ arguments: [String]) async throws -> (status: Int32, output: String) {
    let run = try FirstlineInBackground.start(
      arguments, ["DATABASE_URL": TestDatabase.current.url(), "PATH": "/usr/bin:/bin"])
    let status = await run.end(within: .seconds(400))
    return (status, run.output)
  }
}
