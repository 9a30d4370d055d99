import Domain
import Hummingbird
import Postgres
import Web

/// What people say about tickets.
struct CommentRoutes: Sendable {
  let database: Database
  let tickets: SharedLookup<Ticket>
  let idempotency: Idempotency

  func register(on routes: Routes) {
    routes.post("/tickets/{id}/comments", .commentTicket, comment)
    routes.get("/tickets/{id}/comments", .listComments, list)
  }

  @Sendable func comment(_ request: Request, _ context: DeskContext) async throws -> Reply {
    let ticketID = try context.id()
    let key = try request.idempotencyKey()
    let body = try await request.jsonBody()
    let draft = try body.read(CommentDraft.self)
    if context.owner != nil {
      try draft.mustBePublic()
      try await tickets.check(ticketID, for: context)
    }
    let origin = context.origin
    return try await idempotency.once(request, key, body) { transaction in
      let stored = try await CommentQueries.store(draft, on: ticketID, origin, transaction)
      guard let stored else { throw Problem.notFound("ticket \(ticketID)") }
      return .json(.created, stored)
    }
  }

  @Sendable func list(_ request: Request, _ context: DeskContext) async throws -> Page<Comment> {
    let ticketID = try context.id()
    let (filter, page) = try request.readPage(CommentFilter.self)
    let comments = try await CommentQueries.list(
      of: ticketID, context.owner == nil ? filter : filter.publicOnly, page, database)
    try await tickets.check(ticketID, for: context, isThere: !comments.isEmpty)
    return Page(comments, page) { ($0.createdAt, $0.id) }
  }
}
