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
    let events =
      try await context.owner == nil
      ? TimelineQueries.events(of: id, page, database)
      : TimelineQueries.publicEvents(of: id, page, database)
    try await tickets.check(id, for: context, isThere: !events.isEmpty)
    return Page(events, page) { ($0.at, $0.id) }
  }
}
