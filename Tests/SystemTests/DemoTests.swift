import DatabaseTesting
import Foundation
import Operator
import Testing

@Suite(.serialized, .database, .timeLimit(.minutes(3))) struct DemoTests {
  @Test func `a demo leaves books that add up, and is made once`() async throws {
    let clock = try await DemoTestQueries.clock()
    let (status, output) = try await run(["--days", "10"])
    #expect(status == 0, "\(output)")
    #expect(try await DemoTestQueries.rows(ReportingBooks.daysOutOfBalance) == [])
    #expect(try await DemoTestQueries.rows(ReportingBooks.sumsThatDiffer) == [])
    let verified = try await end(["verify"])
    #expect(verified.status == 0, "\(verified.output)")
    #expect(try await DemoTestQueries.clock() == clock)
    #expect(try await DemoTestQueries.rows(DemoTestQueries.leftovers) == [])
    #expect(try await DemoTestQueries.rows(DemoTestQueries.oddities) == [])

    let again = try await run(["--days", "10"])
    #expect(again.status == 1)
    #expect(again.output.hasPrefix("firstline: the database has tickets already: "))
    #expect(try await DemoTestQueries.clock() == clock)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a demo that is stopped puts the clock back`(signal: Int32) async throws {
    let clock = try await DemoTestQueries.clock()
    let run = try start(["--days", "365"])
    #expect(
      try await eventually(within: .seconds(60)) { try await DeskQueries.ticketCount() > 20 },
      "\(run.output)")
    #expect(try await DemoTestQueries.clock() != clock)
    #expect(await run.end(by: signal) == 128 + signal)
    #expect(try await DemoTestQueries.clock() == clock)
    #expect(try await DemoTestQueries.rows(DemoTestQueries.leftovers) == [])
  }

  @Test func `what a killed demo has left is put right by the next one`() async throws {
    let clock = try await DemoTestQueries.clock()
    let run = try start(["--days", "365"])
    #expect(
      try await eventually(within: .seconds(60)) { try await DeskQueries.ticketCount() > 20 },
      "\(run.output)")
    #expect(await run.end(by: SIGKILL) == SIGKILL)
    #expect(try await DemoTestQueries.clock() != clock)
    // Its session may live a moment longer than it.
    #expect(
      try await eventually {
        try await self.run(["--days", "7"]).output
          .hasPrefix("firstline: the database has tickets already: ")
      })
    #expect(try await DemoTestQueries.clock() == clock)
  }

  private func run(_ arguments: [String]) async throws -> (status: Int32, output: String) {
    try await end(["demo"] + arguments)
  }

  private func end(_ arguments: [String]) async throws -> (status: Int32, output: String) {
    let run = try FirstlineInBackground.start(arguments, environment)
    let status = await run.end(within: .seconds(120))
    return (status, run.output)
  }

  private func start(_ arguments: [String]) throws -> FirstlineInBackground {
    try FirstlineInBackground.start(["demo"] + arguments, environment)
  }

  private var environment: [String: String] {
    ["DATABASE_URL": TestDatabase.current.url(), "PATH": "/usr/bin:/bin"]
  }
}
