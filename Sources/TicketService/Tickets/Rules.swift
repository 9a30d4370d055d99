import Postgres
import Relay

/// By what tickets are judged: what they are, and what becomes of them.
struct Rules: Sendable {
  /// What tickets are.
  let triage: RulesetFollower
  /// Which of them become incidents.
  let escalation: EscalationRuleFollower

  /// Rules that are not loaded yet.
  init(_ database: Database) {
    triage = RulesetFollower(database)
    escalation = EscalationRuleFollower(database)
  }

  /// Looks once for newer ones.
  func follow() async {
    await triage.follow()
    await escalation.follow()
  }
}
