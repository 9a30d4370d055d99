import DatabaseTesting
import Postgres
import Relay
import Testing
import Web

@testable import IncidentService

@Suite(.database, .timeLimit(.minutes(2))) struct SLAGaugeTests {
  /// The lines of the metrics about clocks that do not say 0.
  private func lines(_ gauges: SLAGauges, _ registry: PrometheusRegistry) async -> [String] {
    await gauges.show(in: registry)
    return registry.text.split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix("firstline_sla_") && !$0.hasSuffix(" 0") }
  }

  @Test func `the metrics say how many clocks run, are late, and how far they are behind`()
    async throws
  {
    let desk = TestDesk()
    try await desk.openIncidents(1...2)
    let registry = PrometheusRegistry()
    try await TestDatabase.current.fastForward(seconds: 10)
    let early = await lines(SLAGauges(desk.database), registry)
    #expect(early.count == 1)
    #expect(early.first?.hasPrefix("firstline_sla_lag_seconds 1") == true, "\(early)")
    let isKept = try await eventually(within: .seconds(40)) {
      try await SLAKeeper(desk.database).keep()
      return await lines(SLAGauges(desk.database), registry) == [
        #"firstline_sla_clocks{metric="acknowledgement",state="running"} 2"#,
        #"firstline_sla_clocks{metric="resolution",state="running"} 2"#,
      ]
    }
    #expect(isKept, "\(registry.text)")
    try await TestDatabase.current.fastForward(seconds: 1_000)
    let gauges = SLAGauges(desk.database)
    let late = #"firstline_sla_overdue{metric="acknowledgement"} 2"#
    #expect(await lines(gauges, registry).contains(late))
    try await SLAKeeper(desk.database).keep()
    #expect(await !lines(gauges, registry).contains(late))
    // Counted a moment ago, and so not again.
    #expect(
      await lines(gauges, registry).contains(
        #"firstline_sla_clocks{metric="acknowledgement",state="running"} 2"#))
    #expect(
      await !lines(SLAGauges(desk.database), registry).contains(
        #"firstline_sla_clocks{metric="acknowledgement",state="running"} 2"#))
  }
}
