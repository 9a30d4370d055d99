import Domain
import Postgres
import Relay
import Web

/// Reads `response.incidents`, which the incident service writes.
enum IncidentQueries {
  /// The incidents that a ticket led to, newest first, from behind the cursor on: one more than the
  /// page holds. In the place of one that was merged stands its survivor.
  static func list(
    of ticketID: Int64, _ page: PageRequest, _ session: some Session
  ) async throws -> [TicketIncident] {
    var conditions: [Query] = [
      """
      id = ANY (ARRAY(
          SELECT incident_id
          FROM response.incident_tickets
          WHERE ticket_id = \(ticketID)
        ))
      """
    ]
    if let cursor = page.cursor {
      conditions.append("(created_at, id) < (\(cursor.at), \(cursor.id))")
    }
    return try await session.query(
      """
      SELECT id, severity, status, created_at
      FROM response.incidents
      WHERE \(Query.all(conditions))
      ORDER BY created_at DESC, id DESC
      LIMIT \(page.rowsToFetch)
      """, as: TicketIncident.self)
  }
}
