import DatabaseTesting
import Postgres

/// A ticket that waits to become an incident, as it is stored.
struct StoredEscalation: RowDecodable, Equatable {
  let ticketID: Int64
  let severity: String
  let rule: Int?
  let actor: String
  let requestID: String?
  let traceParent: String?

  init(row: inout Row) throws(ColumnMismatch) {
    ticketID = try row.next()
    severity = try row.next()
    rule = try row.next()
    actor = try row.next()
    requestID = try row.next()
    traceParent = try row.next()
  }

  /// Every row of the relay, oldest first.
  static func all() async throws -> [StoredEscalation] {
    try await TestDatabase.current.owner.query(
      """
      SELECT ticket_id, severity, rule, actor, request_id, traceparent
      FROM relay.escalations
      ORDER BY id
      """, as: StoredEscalation.self)
  }
}
