import Domain
import Hummingbird
import Postgres
import Web

/// The history of a ticket.
struct TimelineRoutes: Sendable {
  let database: Database
  let tickets: SharedLookup<Ticket>

  func register(on routes: Routes) {
    routes.get("/tickets/{id}/timeline", .readTimeline, read)
  }

  @Sendable func read(
    _ request: Request, _ context: DeskContext
  ) async throws -> Page<LedgerEvent> {
    let id = try context.id()
    let page = try request.readPage()
    let events = try await TimelineQueries.events(of: id, page, database)
    if events.isEmpty { _ = try await tickets.find(id, orNo: "ticket") }
    return Page(events, page) { ($0.at, $0.id) }
  }
}
