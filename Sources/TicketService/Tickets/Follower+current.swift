import Relay
import Web

extension Follower {
  /// The rules in force. Throws the problem 503 before the first could be loaded.
  var current: Value {
    get throws {
      guard let newest else { throw Problem.unavailable("The \(noun) are not loaded yet.") }
      return newest
    }
  }
}
