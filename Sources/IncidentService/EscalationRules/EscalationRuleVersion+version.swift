import Postgres
import Relay
import Web

extension EscalationRuleVersion: Version {
  typealias Draft = EscalationRuleDraft

  static var noun: String { "an escalation rule" }
  static var table: Query { "response.escalation_rules" }

  /// A time that has passed means at once: what has come in was judged by other rules.
  static func inserting(_ draft: EscalationRuleDraft) -> Query {
    """
    (name, enabled, priorities, categories, terms, sources, breaches, several, within_seconds,
      severity, note, effective_from)
    VALUES (
      \(draft.name), \(draft.enabled), \(draft.priorities), \(draft.categories), \(draft.terms),
      \(draft.sources), \(draft.breaches), \(draft.several), \(draft.withinSeconds),
      \(draft.severity), \(draft.note),
      greatest(\(draft.effectiveFrom)::timestamptz, public.clock_now())
    )
    """
  }
}
