/// A version of a rule that makes incidents of tickets, either at once or when several of a kind
/// have come in. In JSON its members are named as in the database.
package struct EscalationRule: Codable, Hashable, Sendable {
  /// The number that the database gave it.
  package let version: Int
  /// What its versions have in common.
  package let name: String
  /// Any of these; nil: whatever it is. So all the conditions.
  package let priorities: [Priority]?
  /// What kind of trouble it is.
  package let categories: [Category]?
  /// Terms of which triage found at least one, as the ruleset writes them.
  package let terms: [String]?
  /// By what way a ticket came in.
  package let sources: [String]?
  /// How many tickets it takes; nil: one, and that becomes the incident at once.
  package let several: Int?
  /// How severe the incident is; nil: as its ticket's priority.
  package let severity: Priority?

  /// A rule of these values.
  package init(
    version: Int, name: String, priorities: [Priority]? = nil, categories: [Category]? = nil,
    terms: [String]? = nil, sources: [String]? = nil, several: Int? = nil,
    severity: Priority? = nil
  ) {
    self.version = version
    self.name = name
    self.priorities = priorities
    self.categories = categories
    self.terms = terms
    self.sources = sources
    self.several = several
    self.severity = severity
  }

  /// Whether the ticket is of the kind that the rule is about: every condition must hold.
  package func fits(_ ticket: TicketTraits) -> Bool {
    Self.any(priorities) { $0 == ticket.priority }
      && Self.any(categories) { $0 == ticket.category }
      && Self.any(sources) { $0 == ticket.source }
      && Self.any(terms) { term in ticket.matched.contains { $0.term == term } }
  }

  private static func any<Value>(_ values: [Value]?, _ holds: (Value) -> Bool) -> Bool {
    values?.contains(where: holds) ?? true
  }
}
