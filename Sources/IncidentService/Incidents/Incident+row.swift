package import Domain
package import Postgres
import Relay

extension Incident: RowDecodable {
  /// Reads ``columns``.
  package init(row: inout Row) throws(ColumnMismatch) {
    self.init(
      id: try row.next(), ticketID: try row.next(), title: try row.next(),
      description: try row.next(), severity: try row.next(), status: try row.next(),
      assignee: try row.next(), acknowledgedAt: try row.next(), resolvedAt: try row.next(),
      mergedInto: try row.next(), rule: try row.next(), version: try row.next(),
      createdAt: try row.next(),
      updatedAt: try row.next())
  }

  /// What a query must select for a whole incident, in this order.
  static let columns: Query = """
    id, ticket_id, title, description, severity, status, assignee,
      acknowledged_at, resolved_at, merged_into, rule, version, created_at, updated_at
    """
}
