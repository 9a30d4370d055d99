import Domain
import Postgres

/// The versions of the triage rules.
package enum RulesetQueries {
  /// The channel on which a new version is announced.
  package static let channel = "rulesets"

  /// The number of the newest version; nil where there is none.
  static func newestVersion(_ session: some Session) async throws -> Int? {
    try await session.value(
      """
      SELECT version
      FROM intake.rulesets
      ORDER BY version DESC
      LIMIT 1
      """)
  }

  /// Every version with its document, newest first.
  static func all(_ session: some Session) async throws -> [Pair<Int, JSONText>] {
    try await session.query(
      """
      SELECT version, document
      FROM intake.rulesets
      ORDER BY version DESC
      """, as: Pair<Int, JSONText>.self)
  }
}
