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
    let isMember: Query = """
      id = ANY (ARRAY(
          SELECT ticket_id
          FROM response.incident_tickets
          WHERE incident_id = \(incidentID)
        ))
      """
    return try await session.query(
      ListQueries.newestFirst(
        IncidentTicket.columns, from: "intake.tickets", where: [isMember], behind: page.place,
        limit: page.rowsToFetch),
      as: IncidentTicket.self)
  }
}
