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
    let isMember: Query = """
      id = ANY (ARRAY(
          SELECT incident_id
          FROM response.incident_tickets
          WHERE ticket_id = \(ticketID)
        ))
      """
    return try await session.query(
      ListQueries.newestFirst(
        "id, severity, status, created_at", from: "response.incidents", where: [isMember],
        behind: page.place, limit: page.rowsToFetch),
      as: TicketIncident.self)
  }
}
