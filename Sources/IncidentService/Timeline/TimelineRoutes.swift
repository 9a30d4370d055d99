import Domain
import Hummingbird
import Postgres
import Web

/// The history of an incident.
struct TimelineRoutes: Sendable {
  let database: Database
  let incidents: SharedLookup<Incident>

  func register(on routes: Routes) {
    routes.get("/incidents/{id}/timeline", .readTimeline, read)
  }

  @Sendable func read(
    _ request: Request, _ context: DeskContext
  ) async throws -> Page<LedgerEvent> {
    let id = try context.id()
    let page = try request.readPage()
    let incident = try await incidents.find(id, orNo: "incident")
    let events = try await TimelineQueries.events(of: incident, page, database)
    return Page(events, page) { ($0.at, $0.id) }
  }
}
