import Domain
import Hummingbird
import Postgres
import Web

/// The incidents that a ticket led to.
struct IncidentRoutes: Sendable {
  let database: Database
  let tickets: SharedLookup<Ticket>

  func register(on routes: Routes) {
    routes.get("/tickets/{id}/incidents", .listTicketIncidents, list)
  }

  @Sendable func list(
    _ request: Request, _ context: DeskContext
  ) async throws -> Page<TicketIncident> {
    let ticketID = try context.id()
    let page = try request.readPage()
    let incidents = try await IncidentQueries.list(of: ticketID, page, database)
    try await tickets.check(ticketID, for: context, isThere: !incidents.isEmpty)
    return Page(incidents, page) { ($0.createdAt, $0.id) }
  }
}
