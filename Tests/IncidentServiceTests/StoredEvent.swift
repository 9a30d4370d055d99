import DatabaseTesting
import Postgres

/// An event of the ledger as it is stored.
struct StoredEvent: RowDecodable {
  let kind: String
  let ticketID: Int64
  let incidentID: Int64
  let actor: String
  let requestID: String?
  let traceParent: String?
  let after: String?

  init(row: inout Row) throws(ColumnMismatch) {
    kind = try row.next()
    ticketID = try row.next()
    incidentID = try row.next()
    actor = try row.next()
    requestID = try row.next()
    traceParent = try row.next()
    after = try row.next()
  }

  /// Every event, oldest first.
  static func all() async throws -> [StoredEvent] {
    try await TestDatabase.current.owner.query(
      """
      SELECT kind, ticket_id, incident_id, actor, request_id, traceparent, after::text
      FROM ledger.events
      ORDER BY id
      """, as: StoredEvent.self)
  }
}
