package import Domain
package import Postgres
import Relay

extension Comment: RowDecodable {
  /// Reads ``columns``.
  package init(row: inout Row) throws(ColumnMismatch) {
    self.init(
      id: try row.next(), ticketID: try row.next(), visibility: try row.next(),
      text: try row.next(), author: try row.next(), createdAt: try row.next())
  }

  /// What a query must select for a whole comment, in this order.
  static let columns: Query = "id, ticket_id, visibility, text, author, created_at"
}
