package import Postgres

extension PrometheusRegistry {
  /// Shows how well notifications come through, whenever the metrics are read.
  package func watchListener(_ status: @escaping @Sendable () async -> ListenerStatus) {
    beforeExposition { registry in
      let status = await status()
      registry.setState(
        .listenerMode, "mode", to: status.mode.rawValue,
        of: ListenerStatus.Mode.allCases.map(\.rawValue))
      // A session that never was has no age: the gauge says so.
      let age = status.heartbeatAge.map { $0 / .seconds(1) }
      registry.number(.listenerHeartbeatAge).set(age ?? .nan)
    }
  }
}
