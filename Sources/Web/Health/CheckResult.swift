/// What a check found.
package struct CheckResult: Sendable, Equatable {
  /// How bad it is.
  package enum Status: String, CaseIterable, Sendable {
    /// All is well.
    case ok
    /// Worth a look, but requests are served: the service is ready.
    case degraded
    /// Requests would fail: the service is not ready.
    case failed
  }

  /// How bad it is.
  package let status: Status
  /// What was found, for people. Everybody can read it: no secrets, no addresses.
  package let detail: String?

  /// All is well.
  package static let ok = CheckResult(status: .ok, detail: nil)

  /// All is well, and there is something to tell.
  package static func ok(_ detail: String) -> CheckResult {
    CheckResult(status: .ok, detail: detail)
  }

  /// Requests are served, but not as they should be.
  package static func degraded(_ detail: String) -> CheckResult {
    CheckResult(status: .degraded, detail: detail)
  }

  /// Requests would fail.
  package static func failed(_ detail: String) -> CheckResult {
    CheckResult(status: .failed, detail: detail)
  }
}
