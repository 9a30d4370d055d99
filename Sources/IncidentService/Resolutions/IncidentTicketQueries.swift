import Domain
import Postgres
import Relay
import Web

/// Reads `intake.tickets`, which the ticket service writes.
enum IncidentTicketQueries {
  /// The tickets of an incident, newest first, from behind the cursor on: one more than the page
  /// holds.
  static func list(
    of incidentID: Int64, _ page: PageRequest, _ session: some Session
  ) async throws -> [IncidentTicket] {
    var conditions: [Query] = [
      """
      id = ANY (ARRAY(
          SELECT ticket_id
          FROM response.incident_tickets
          WHERE incident_id = \(incidentID)
        ))
      """
    ]
    if let cursor = page.cursor {
      conditions.append("(created_at, id) < (\(cursor.at), \(cursor.id))")
    }
    return try await session.query(
      """
      SELECT \(IncidentTicket.columns)
      FROM intake.tickets
      WHERE \(Query.all(conditions))
      ORDER BY created_at DESC, id DESC
      LIMIT \(page.rowsToFetch)
      """, as: IncidentTicket.self)
  }
}
