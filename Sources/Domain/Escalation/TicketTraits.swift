/// What escalation rules look at in a ticket.
package struct TicketTraits: Hashable, Sendable {
  /// What kind of trouble it is.
  package let category: Category
  /// How urgent it is.
  package let priority: Priority
  /// By what way it came in; nil where nobody said.
  package let source: String?
  /// The terms that triage found in it.
  package let matched: [TermMatch]

  /// Traits of these values.
  package init(category: Category, priority: Priority, source: String?, matched: [TermMatch]) {
    self.category = category
    self.priority = priority
    self.source = source
    self.matched = matched
  }

  /// Those of a ticket as it stands.
  package init(_ ticket: Ticket) {
    self.init(
      category: ticket.category, priority: ticket.priority, source: ticket.source,
      matched: ticket.triage.matched)
  }

  /// Those of a ticket that comes in.
  package init(_ draft: TicketDraft, _ decision: Decision) {
    self.init(
      category: decision.category, priority: decision.priority, source: draft.source,
      matched: decision.triage.matched)
  }
}
