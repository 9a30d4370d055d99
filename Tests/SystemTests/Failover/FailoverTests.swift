import DatabaseTesting
import Domain
import Foundation
import Postgres
import Testing

@testable import Operator

@Suite(.timeLimit(.minutes(3))) struct FailoverTests {
  @Test(arguments: [SIGKILL, SIGQUIT])
  func `when the primary dies both services go on with its standby, and nothing is lost`(
    signal: Int32
  ) async throws {
    try await PostgresPair.with { pair in
      try await FailoverDesk.with(pair) { desk in
        try await desk.whileReporting {
          try #require(await desk.acknowledges(100))
          // Some commits are now on the primary alone; whoever waits for them must ask again.
          #expect(try await pair.cutOffStandby())
          #expect(try await pair.endPrimary(by: signal))
          try await pair.promote()
          try #require(await desk.acknowledges(200))
        }
        try await pair.withStandby { try await check(desk, $0) }
        #expect(try await eventually { try await desk.isListening() })
        for service in [desk.tickets, desk.incidents] {
          #expect(service.unexpectedEnd == nil)
          #expect(await service.stop() == nil)
        }
      }
    }
  }

  /// Checks every promise by what the clients know that they were promised.
  private func check(_ desk: FailoverDesk, _ server: Connection) async throws {
    #expect(
      try await eventually(within: .seconds(30)) {
        try await !ChaosQueries.hasEscalation(before: .now(), server)
      })
    #expect(
      try await eventually(within: .seconds(30)) {
        try await ChaosQueries.eventsBeforeClocks(server) == 0
      })
    let findings = try await ChaosChecks.run(
      tickets: desk.record.tickets, changes: desk.record.changes, messages: [], on: server)
    for finding in findings { #expect(finding.violations == [], "\(finding.check)") }
    #expect(desk.record.complaints == [])
  }
}
