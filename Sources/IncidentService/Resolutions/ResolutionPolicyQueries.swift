import Domain
import Postgres
import Relay
import Web

/// Reads and writes `response.resolution_policies`.
enum ResolutionPolicyQueries {
  /// The policy in force.
  static func newest(_ session: some Session) async throws -> ResolutionPolicy? {
    try await session.first(
      """
      SELECT \(ResolutionPolicy.columns)
      FROM response.resolution_policies
      ORDER BY version DESC
      LIMIT 1
      """)
  }

  /// Versions, the newest first, from behind the cursor on: one more than the page holds.
  static func list(
    _ page: PageRequest, _ session: some Session
  ) async throws -> [ResolutionPolicy] {
    try await session.query(
      """
      SELECT \(ResolutionPolicy.columns)
      FROM response.resolution_policies
      WHERE version < \(page.cursor?.id ?? .max)
      ORDER BY version DESC
      LIMIT \(page.rowsToFetch)
      """, as: ResolutionPolicy.self)
  }

  /// Puts a new version in force.
  static func insert(
    _ draft: ResolutionPolicyDraft, _ transaction: Transaction
  ) async throws -> ResolutionPolicy? {
    try await transaction.first(
      """
      INSERT INTO response.resolution_policies (tickets, note)
      VALUES (\(draft.tickets), \(draft.note))
      RETURNING \(ResolutionPolicy.columns)
      """)
  }
}
