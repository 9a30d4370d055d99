import Domain
import Relay
import Web

extension HealthCheck {
  /// Whether there are rules to triage by.
  static func rules(_ rules: RulesetFollower) -> HealthCheck {
    HealthCheck("rules") {
      guard let triager = rules.triager else {
        return .failed("no usable ruleset has been loaded")
      }
      return .ok("\(triager.ruleset.version)")
    }
  }
}
