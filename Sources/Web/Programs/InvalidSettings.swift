/// A program cannot start with the settings that it was given.
package struct InvalidSettings: Error, Equatable, CustomStringConvertible {
  /// What is wrong, each in a phrase, in the order of the table of variables; never empty. No value
  /// of a connection string is in it.
  package let faults: [String]

  /// All faults in one line.
  package var description: String { faults.joined(separator: "; ") }
}
