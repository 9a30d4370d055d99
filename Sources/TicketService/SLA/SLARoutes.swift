import Domain
import Hummingbird
import Postgres
import Relay
import Web

/// The SLA clocks of a ticket. They are no members of it: a clock goes on without a change of the
/// ticket, whose `ETag` would then say that all is still as it was read.
struct SLARoutes: Sendable {
  let database: Database
  let tickets: SharedLookup<Ticket>

  func register(on routes: Routes) {
    routes.get("/tickets/{id}/sla", .readSLA(of: "a ticket", needs: .readTickets), read)
    routes.get(
      "/tickets/{id}/sla/explain", .explainSLA(of: "a ticket", needs: .readTickets), explain)
  }

  @Sendable func read(_ request: Request, _ context: DeskContext) async throws -> Response {
    let id = try context.id()
    let clocks = try await SLAReadingQueries.clocks(of: .ticket, [id], database)
    try await tickets.check(id, for: context, isThere: !clocks.isEmpty)
    return .json(.ok, SLAClocks(clocks))
  }

  @Sendable func explain(_ request: Request, _ context: DeskContext) async throws -> Response {
    let id = try context.id()
    let clocks = try await SLAReadingQueries.explain(.ticket, id, database)
    try await tickets.check(id, for: context, isThere: !clocks.isEmpty)
    return .json(.ok, SLAClocks(clocks))
  }
}
