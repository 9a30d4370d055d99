import Logging

/// One thing that must be well for the service to be ready.
package struct HealthCheck: Sendable {
  /// The name in the answer, as `database`.
  package let name: String
  private let check: @Sendable () async -> CheckResult

  package init(_ name: String, _ check: @escaping @Sendable () async -> CheckResult) {
    self.name = name
    self.check = check
  }

  /// A check that is well unless `operation` throws. The error is logged; the answer has only
  /// `fault`.
  package init(
    _ name: String, fault: String, _ operation: @escaping @Sendable () async throws -> Void
  ) {
    self.init(name) {
      do {
        try await operation()
        return .ok
      } catch {
        Logger.current.warning("not ready", error: error, metadata: ["check": "\(name)"])
        return .failed(fault)
      }
    }
  }

  /// Checks, but not for longer than `limit`: a database that hangs must not hang the probe as
  /// well.
  func result(within limit: Duration) async -> CheckResult {
    await TimeLimit(limit).result(of: check) ?? .failed("did not answer in time")
  }
}
