import Domain
import Hummingbird
import Postgres
import Relay
import Web

/// The SLA clocks of an incident. They are no members of it: a clock goes on without a change of
/// the incident, whose `ETag` would then say that all is still as it was read.
struct SLARoutes: Sendable {
  let database: Database
  let incidents: SharedLookup<Incident>

  func register(on routes: Routes) {
    routes.get("/incidents/{id}/sla", .readSLA(of: "an incident", needs: .readIncidents), read)
    routes.get(
      "/incidents/{id}/sla/explain", .explainSLA(of: "an incident", needs: .readIncidents), explain)
  }

  @Sendable func read(_ request: Request, _ context: DeskContext) async throws -> Response {
    let id = try context.id()
    let clocks = try await SLAReadingQueries.clocks(of: .incident, [id], database)
    if clocks.isEmpty { _ = try await incidents.find(id, orNo: "incident") }
    return .json(.ok, SLAClocks(clocks))
  }

  @Sendable func explain(_ request: Request, _ context: DeskContext) async throws -> Response {
    let id = try context.id()
    let clocks = try await SLAReadingQueries.explain(.incident, id, database)
    if clocks.isEmpty { _ = try await incidents.find(id, orNo: "incident") }
    return .json(.ok, SLAClocks(clocks))
  }
}
