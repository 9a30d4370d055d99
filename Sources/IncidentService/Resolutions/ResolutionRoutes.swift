import Domain
import Hummingbird
import Postgres
import Web

/// Which tickets are resolved with an incident.
struct ResolutionRoutes: Sendable {
  let database: Database
  let incidents: SharedLookup<Incident>

  func register(on routes: Routes) {
    routes.get("/incidents/{id}/tickets", .listIncidentTickets, tickets)
  }

  @Sendable func tickets(
    _ request: Request, _ context: DeskContext
  ) async throws -> Page<IncidentTicket> {
    let id = try context.id()
    let page = try request.readPage()
    _ = try await incidents.find(id, orNo: "incident")
    let tickets = try await IncidentTicketQueries.list(of: id, page, database)
    return Page(tickets, page) { ($0.createdAt, $0.id) }
  }
}
