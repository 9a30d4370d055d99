import HTTPTypes
import Testing
import Web

@testable import Postgres

private struct Away: Error {}

struct ReadinessTests {
  @Test(arguments: [
    ([CheckResult.ok, .ok("42")], true), ([.ok, .degraded("polling")], true),
    ([.ok, .failed("away")], false), ([.failed("away"), .degraded("x")], false), ([], true),
  ])
  func `a service is ready unless a check failed`(results: [CheckResult], isReady: Bool) async {
    let checks = results.enumerated().map { index, result in
      HealthCheck("check\(index)") { result }
    }
    let readiness = await Readiness.of(checks)
    #expect(readiness.isReady == isReady)
    #expect(readiness.results.map(\.result) == results)
    #expect(readiness.results.map(\.name) == checks.map(\.name))
  }

  @Test func `a check that hangs fails when its time is over, and the others are known`() async {
    let hanging = Hanging()
    let readiness = await Readiness.of(
      [
        HealthCheck("database") {
          await hanging.wait()
          return .ok
        },
        HealthCheck("migrations") { .ok },
      ], within: .milliseconds(20))
    #expect(readiness.results.map(\.result) == [.failed("did not answer in time"), .ok])
    hanging.end()
  }

  @Test func `an error of a check does not get out, what is said about it does`() async {
    let checks = [
      HealthCheck("database", fault: "cannot be reached") { throw Away() },
      HealthCheck("migrations", fault: "are missing") {},
    ]
    let readiness = await Readiness.of(checks)
    #expect(readiness.results.map(\.result) == [.failed("cannot be reached"), .ok])
  }

  @Test(arguments: [
    (ListenerStatus.Mode.listening, String?.none, CheckResult.ok("listening")),
    (.polling, "a pooler?", .degraded("polling: a pooler?")),
    (.disconnected, nil, .degraded("disconnected")),
  ])
  func `a listener that does not hear is degraded, because the timer finds the work`(
    mode: ListenerStatus.Mode, cause: String?, expected: CheckResult
  ) async {
    let check = HealthCheck.listener {
      var status = ListenerStatus()
      status.mode = mode
      status.cause = cause
      return status
    }
    #expect(await Readiness.of([check]).results.map(\.result) == [expected])
  }
}
