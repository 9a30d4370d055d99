import Domain
import Postgres
import Relay

/// A token that is worth something at this moment.
struct LiveToken: RowDecodable {
  let digest: TokenDigest
  let principal: Principal
  /// How long it will be, by the database's clock; nil: until it is revoked.
  let rest: Duration?

  /// Reads ``columns``.
  init(row: inout Row) throws(ColumnMismatch) {
    digest = try row.next()
    principal = Principal(
      .token(try row.next()), name: try row.next(), role: try row.next())
    rest = try row.next(Double?.self).map { .seconds($0) }
  }

  /// What a query must select for it, in this order.
  static let columns: Query = """
    hash, id, name, role,
      extract(epoch FROM expires_at - public.clock_now())::double precision
    """
}
