import Postgres
import Relay

/// Reads `response.resolution_policies`.
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
}
