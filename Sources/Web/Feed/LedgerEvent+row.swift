package import Domain
package import Postgres

extension LedgerEvent: RowDecodable {
  /// Reads ``columns``.
  package init(row: inout Row) throws(ColumnMismatch) {
    self.init(
      id: try row.next(),
      at: Instant(microseconds: try row.next(Timestamp.self).microseconds),
      kind: try row.next(), ticketID: try row.next(), incidentID: try row.next(),
      actor: try row.next(), requestID: try row.next(), traceParent: try row.next(),
      address: try row.next(),
      before: try row.next(JSONText?.self)?.text, after: try row.next(JSONText?.self)?.text)
  }

  /// What a query must select for a whole event, in this order.
  static let columns: Query = """
    id, at, kind, ticket_id, incident_id, actor, request_id, traceparent, host(address), before,
      after
    """
}
