import Domain
import Postgres
import Relay
import Synchronization
import Web

/// Shows in the metrics how SLA clocks stand.
///
/// What runs is counted once a minute at most, because that reads each such clock: 200,000 of them
/// take a tenth of a second. The rest is read from indexes, whenever the metrics are.
final class SLAGauges: Sendable {
  private static let interval = Duration.seconds(60)

  private let database: Database
  private let nextCount = Mutex(ContinuousClock.now)

  init(_ database: Database) {
    self.database = database
  }

  /// Sets the gauges. Without an answer they keep what they last said.
  func show(in registry: PrometheusRegistry) async {
    if let lag = try? await SLAGaugeQueries.lag(database) { registry.number(.slaLag).set(lag) }
    if let overdue = try? await SLAGaugeQueries.overdue(database) {
      for metric in SLAMetric.allCases {
        let counts = overdue.filter { $0.metric == metric }.map(\.count)
        registry.number(.slaOverdue, ["metric": metric.rawValue]).set(counts.reduce(0, +))
      }
    }
    guard isToCount, let open = try? await SLAGaugeQueries.open(database) else { return }
    for metric in SLAMetric.allCases {
      for state in [SLAState.running, .paused] {
        let count = open.first { $0.metric == metric && $0.state == state }?.count ?? 0
        registry.number(.slaClocks, ["metric": metric.rawValue, "state": state.rawValue]).set(count)
      }
    }
  }

  private var isToCount: Bool {
    nextCount.withLock { next in
      guard ContinuousClock.now >= next else { return false }
      next = .now + Self.interval
      return true
    }
  }
}
