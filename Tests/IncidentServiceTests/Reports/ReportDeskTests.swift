import DatabaseTesting
import HTTPTypes
import Postgres
import Reports
import Testing
import Web

@testable import IncidentService

/// What keeps a report from being in anybody's way.
@Suite(.database, .timeLimit(.minutes(1))) struct ReportDeskTests {
  private let database = TestDatabase.current.connect(as: "incident_service")
  private let question: ReportQuestion

  init() throws {
    question = try ReportQuestion(.volumeByDay, [:])
  }

  @Test func `a report that takes too long is a problem, and no report is kept waiting`()
    async throws
  {
    let desk = ReportDesk(database, limit: 1, patience: .milliseconds(50))
    try await TestDatabase.current.owner.transaction { transaction in
      try await transaction.execute("LOCK TABLE ledger.events IN ACCESS EXCLUSIVE MODE")
      let problem = await #expect(throws: Problem.self) { try await desk.begin(question) }
      #expect(problem?.kind == .unavailable)
      #expect(problem?.headers[.retryAfter] == "60")
      #expect(problem?.detail?.hasPrefix("The report took too long.") == true)
    }
    _ = try await desk.begin(question)
  }

  @Test func `there are only so many reports at a time`() async throws {
    let desk = ReportDesk(database, limit: 2)
    var reports = [try await desk.begin(question), try await desk.begin(question)]
    let problem = await #expect(throws: Problem.self) { try await desk.begin(question) }
    #expect(problem?.headers[.retryAfter] == "5")
    reports.removeLast()
    _ = try await desk.begin(question)
  }

  @Test func `a report that nobody reads to its end leaves no session behind`() async throws {
    let desk = ReportDesk(database)
    var report: RunningReport? = try await desk.begin(question)
    #expect(try await sessions() == 1)
    withExtendedLifetime(report) {}
    report = nil
    #expect(try await eventually { try await sessions() == 0 })
  }

  private func sessions() async throws -> Int {
    try await TestDatabase.current.owner.value(
      """
      SELECT count(*)
      FROM pg_stat_activity
      WHERE datname = current_database() AND state = 'idle in transaction'
        AND usename = 'incident_service'
      """) ?? 0
  }
}
