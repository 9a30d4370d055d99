/// What somebody wants to change of an incident, checked. Nil: leave it as it is.
package struct IncidentChange: Hashable, Sendable {
  /// The new title; satisfies `TextRule.title`.
  package let title: String?
  /// The new description; satisfies `TextRule.description`.
  package let description: String?
  /// How bad it is, as a person sees it.
  package let severity: Priority?
  /// Why it is that bad; satisfies `TextRule.note`. There is one where there is a severity.
  package let reason: String?
  /// Whether the incident is to be closed.
  package let closes: Bool

  /// A change to texts that have passed their `TextRule` already.
  package init(
    title: String? = nil, description: String? = nil, severity: Priority? = nil,
    reason: String? = nil, closes: Bool = false
  ) {
    self.title = title
    self.description = description
    self.severity = severity
    self.reason = reason
    self.closes = closes
  }
}
