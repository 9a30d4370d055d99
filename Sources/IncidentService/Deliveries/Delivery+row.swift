import Domain
import Postgres
import Relay

extension Delivery: RowDecodable {
  /// Reads ``columns``.
  init(row: inout Row) throws(ColumnMismatch) {
    self.init(
      id: try row.next(), webhookID: try row.next(), kind: try row.next(),
      eventID: try row.next(), incidentID: try row.next(), messageID: try row.next(),
      status: try row.next(), attempts: try row.next(), dueAt: try row.next(),
      lastStatus: try row.next(), lastError: try row.next(), deliveredAt: try row.next(),
      diedAt: try row.next(), createdAt: try row.next())
  }

  /// What a query must select for a whole delivery, in this order.
  static let columns: Query = """
    id, webhook_id, kind, event_id, incident_id, message_id,
      CASE
        WHEN delivered_at IS NOT NULL THEN 'delivered'
        WHEN died_at IS NOT NULL THEN 'dead'
        ELSE 'waiting'
      END,
      attempts, due_at, last_status, last_error, delivered_at, died_at, created_at
    """
}
