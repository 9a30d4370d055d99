import Domain
import Hummingbird
import Postgres
import Web

/// What becomes of the tickets of an incident that is resolved, and which they are.
struct ResolutionRoutes: Sendable {
  let database: Database
  let incidents: SharedLookup<Incident>
  let idempotency: Idempotency

  func register(on routes: Routes) {
    routes.get("/incidents/{id}/tickets", .listIncidentTickets, tickets)
    routes.get("/resolution-policies", .listResolutionPolicies, list)
    routes.post("/resolution-policies", .createResolutionPolicy, create)
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

  @Sendable func list(
    _ request: Request, _ context: DeskContext
  ) async throws -> Page<ResolutionPolicy> {
    let page = try request.readPage()
    let policies = try await ResolutionPolicyQueries.list(page, database)
    return Page(policies, page) { ($0.createdAt, $0.version) }
  }

  @Sendable func create(_ request: Request, _ context: DeskContext) async throws -> Reply {
    let key = try request.idempotencyKey()
    let body = try await request.jsonBody()
    let draft = try body.read(ResolutionPolicyDraft.self)
    return try await idempotency.once(request, key, body) { transaction in
      guard let policy = try await ResolutionPolicyQueries.insert(draft, transaction) else {
        throw Problem.unavailable("The policy could not be stored.")
      }
      return .json(.created, policy)
    }
  }
}
