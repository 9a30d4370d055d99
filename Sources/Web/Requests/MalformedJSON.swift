/// A text that is not JSON, or that no program can read the same way twice.
package struct MalformedJSON: Error, Hashable, Sendable {
  /// What is wrong, as a clause: "expected a value".
  package let reason: String
  /// The line of the mistake, from 1.
  package let line: Int
  /// The byte within the line, from 1.
  package let column: Int

  /// The reason with its place, for people.
  package var detail: String { "\(reason) at line \(line), column \(column)" }
}
