/// The rules in effect that look at a ticket when it comes in, and when it is changed.
package struct EscalationRules: Hashable, Sendable {
  /// The versions of the rules, in ascending order.
  package let versions: [Int]

  private let immediate: [EscalationRule]
  private let counting: [EscalationRule]

  /// The rules of one moment, at most one version of each.
  package init(_ rules: [EscalationRule]) {
    let rules = rules.sorted { ($0.name, $0.version) < ($1.name, $1.version) }
    immediate = rules.filter { $0.several == nil }
    counting = rules.filter { $0.several != nil }
    versions = rules.map(\.version).sorted()
  }

  /// Whether and by which rule a ticket becomes an incident at once: of several rules that fit, by
  /// the one that makes the most severe incident, and of those, by the first name.
  ///
  /// - Parameter before: What the ticket was before it was changed; rules that did fit it then have
  ///   had their effect.
  package func escalation(
    of ticket: TicketTraits, unlike before: TicketTraits? = nil
  ) -> Escalation? {
    immediate.lazy
      .filter { rule in rule.fits(ticket) && before.map(rule.fits) != true }
      .map { Escalation(rule: $0.version, severity: $0.severity ?? ticket.priority) }
      .min { $0.severity.isMoreUrgent(than: $1.severity) }
  }

  /// The versions of the rules that count a ticket which comes in.
  package func counting(_ ticket: TicketTraits) -> [Int] {
    counting.filter { $0.fits(ticket) }.map(\.version)
  }
}
