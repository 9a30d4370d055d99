package import Domain
package import Postgres
import Relay

extension AccessToken: RowDecodable {
  /// Reads ``columns``.
  package init(row: inout Row) throws(ColumnMismatch) {
    self.init(
      id: try row.next(), name: try row.next(), role: try row.next(), createdAt: try row.next(),
      expiresAt: try row.next(), revokedAt: try row.next(), lastUsedAt: try row.next())
  }

  /// What a query must select for a whole token, in this order.
  static let columns: Query = "id, name, role, created_at, expires_at, revoked_at, last_used_at"
}
