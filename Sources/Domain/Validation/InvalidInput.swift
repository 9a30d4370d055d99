/// Everything that is wrong with what a client sent, all at once.
package struct InvalidInput: Error, Hashable, Sendable {
  /// The mistakes in the order in which they were found; at least one.
  package let violations: [Violation]

  /// The error of these mistakes, or nil where there are none: `if let invalid =
  /// InvalidInput(violations) { throw invalid }`.
  package init?(_ violations: [Violation]) {
    if violations.isEmpty { return nil }
    self.violations = violations
  }

  /// The error of one mistake or more.
  package init(_ first: Violation, _ others: Violation...) {
    violations = [first] + others
  }
}
