package import Domain
package import Postgres
import Relay

extension TicketIncident: RowDecodable {
  /// Columns: id, severity, status, created_at.
  package init(row: inout Row) throws(ColumnMismatch) {
    self.init(
      id: try row.next(), severity: try row.next(), status: try row.next(),
      createdAt: try row.next())
  }
}
