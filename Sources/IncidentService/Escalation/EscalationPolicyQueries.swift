import Domain
import Postgres
import Relay
import Web

/// Reads and writes `response.escalation_policies`, of which nothing is ever changed.
enum EscalationPolicyQueries {
  /// Publishes a version.
  static func insert(
    _ draft: EscalationPolicyDraft, _ transaction: Transaction
  ) async throws -> EscalationPolicy? {
    try await transaction.first(
      """
      INSERT INTO response.escalation_policies
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
      RETURNING \(EscalationPolicy.columns)
      """)
  }

  /// The version of this number.
  static func find(_ version: Int64, _ session: some Session) async throws -> EscalationPolicy? {
    try await session.first(
      """
      SELECT \(EscalationPolicy.columns)
      FROM response.escalation_policies
      WHERE version = \(version)
      """)
  }

  /// Versions of all policies, newest first, from behind the cursor on: one more than the page
  /// holds.
  static func list(
    _ page: PageRequest, _ session: some Session
  ) async throws -> [EscalationPolicy] {
    var conditions: [Query] = []
    if let cursor = page.cursor {
      conditions.append("(created_at, version) < (\(cursor.at), \(cursor.id))")
    }
    return try await session.query(
      """
      SELECT \(EscalationPolicy.columns)
      FROM response.escalation_policies
      WHERE \(Query.all(conditions))
      ORDER BY created_at DESC, version DESC
      LIMIT \(page.rowsToFetch)
      """, as: EscalationPolicy.self)
  }
}
