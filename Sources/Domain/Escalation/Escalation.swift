/// That a ticket becomes an incident, and by which rule.
package struct Escalation: Hashable, Sendable {
  /// The version of the rule.
  package let rule: Int
  /// How severe the incident is.
  package let severity: Priority

  /// An escalation of these values.
  package init(rule: Int, severity: Priority) {
    self.rule = rule
    self.severity = severity
  }
}
