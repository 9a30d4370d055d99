import Domain
import Postgres
import Relay
import Web

extension EscalationPolicy: Version {
  typealias Draft = EscalationPolicyDraft

  static var noun: String { "an escalation policy" }
  static var table: Query { "response.escalation_policies" }

  static func inserting(_ draft: EscalationPolicyDraft) -> Query {
    """
    (name, severities, rank, steps, repeats, pause_seconds, note, effective_from)
    VALUES (
      \(draft.name),
      \(draft.severities),
      \(draft.rank),
      \(JSONText(draft.steps.json)),
      \(draft.repeats),
      \(draft.pauseSeconds),
      \(draft.note),
      coalesce(\(draft.effectiveFrom), public.clock_now())
    )
    """
  }
}
