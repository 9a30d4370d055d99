import Access
import Domain
package import Postgres

extension Caller {
  /// Gives the caller its token in a database, for programs that know nobody else. Twice is as good
  /// as once.
  package func enrol(in session: some Session) async throws {
    try await session.execute(
      """
      INSERT INTO access.tokens (hash, name, role)
      VALUES (\(TokenDigest(of: token[...])), \(name), \(principal.role.rawValue))
      ON CONFLICT DO NOTHING
      """)
  }
}
