package import Postgres

extension HealthCheck {
  /// Whether notifications come through. Without them the timer still finds all work, only later: a
  /// listener that does not hear is degraded, and never makes the service unready.
  package static func listener(
    _ status: @escaping @Sendable () async -> ListenerStatus
  ) -> HealthCheck {
    HealthCheck("listener") {
      let status = await status()
      guard status.mode != .listening else { return .ok(status.mode.rawValue) }
      return .degraded(status.mode.rawValue + (status.cause.map { ": \($0)" } ?? ""))
    }
  }
}
