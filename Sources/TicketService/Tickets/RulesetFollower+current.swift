import Domain
import Relay
import Web

extension RulesetFollower {
  /// The rules in force. Throws the problem 503 before the first could be loaded.
  var current: Triager {
    get throws {
      guard let triager else {
        throw Problem.unavailable("The triage rules are not loaded yet.")
      }
      return triager
    }
  }
}
