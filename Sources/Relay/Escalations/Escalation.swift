package import Domain
package import Postgres

/// A ticket that is to become an incident.
package struct Escalation: Sendable {
  package let id: Int64
  package let ticketID: Int64
  /// How bad the incident will be: the ticket's priority when it became escalatable.
  package let severity: Priority
  /// The request that made it so.
  package let origin: Origin
  /// When the ticket became escalatable.
  package let queuedAt: Instant
}

extension Escalation: RowDecodable {
  /// Columns: id, ticket_id, severity, queued_at, actor, request_id, traceparent.
  package init(row: inout Row) throws(ColumnMismatch) {
    id = try row.next()
    ticketID = try row.next()
    severity = try row.next()
    queuedAt = try row.next()
    origin = try row.nextOrigin()
  }
}
