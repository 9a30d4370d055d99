import Domain
import Hummingbird
import Postgres
import Web

/// How far the telling about an incident has come.
struct EscalationRunRoutes: Sendable {
  let database: Database
  let incidents: SharedLookup<Incident>

  func register(on routes: Routes) {
    routes.get("/incidents/{id}/escalation", .readEscalation, read)
  }

  @Sendable func read(_ request: Request, _ context: DeskContext) async throws -> Response {
    let id = try context.id()
    _ = try await incidents.find(id, orNo: "incident")
    guard let run = try await EscalationRunQueries.last(of: id, database) else {
      throw Problem.notFound("escalation of incident \(id)")
    }
    return .json(.ok, run)
  }
}
