import Domain
import Postgres

/// Reads `response.escalation_rules`.
package enum EscalationRuleQueries {
  /// The channel on which a new version is announced.
  package static let channel = "escalation_rules"

  /// The numbers of the rules in effect that are about a ticket's kind.
  static func versionsInEffect(_ session: some Session) async throws -> [Int] {
    try await session.values(
      """
      SELECT version
      FROM response.escalation_rules_at(public.clock_now())
      WHERE breaches IS NULL
      ORDER BY version
      """)
  }

  /// The same rules, each as JSON.
  static func inEffect(_ session: some Session) async throws -> [JSONText] {
    try await session.values(
      """
      SELECT to_jsonb(rule)
      FROM response.escalation_rules_at(public.clock_now()) AS rule
      WHERE breaches IS NULL
      ORDER BY version
      """)
  }
}
