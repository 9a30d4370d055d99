import Domain
import Relay
import Web

extension HealthCheck {
  /// Whether there are rules to judge by; it shows the version of the ruleset.
  static func rules(_ rules: Rules) -> HealthCheck {
    HealthCheck("rules") {
      guard let triager = rules.triage.newest else {
        return .failed("no usable ruleset has been loaded")
      }
      guard rules.escalation.newest != nil else {
        return .failed("no escalation rules have been loaded")
      }
      return .ok("\(triager.ruleset.version)")
    }
  }
}
