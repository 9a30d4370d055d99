/// A ruleset that cannot be used.
package struct InvalidRuleset: Error, Hashable, Sendable {
  /// The version that it has in the database.
  package let version: Int
  /// Everything that is wrong with it, one sentence each; at least one.
  package let faults: [String]
}

extension InvalidRuleset: CustomStringConvertible {
  /// One line for the log.
  package var description: String {
    "ruleset \(version) cannot be used: " + faults.joined(separator: "; ")
  }
}
