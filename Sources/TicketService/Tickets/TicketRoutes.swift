import Domain
import Hummingbird
import Postgres
import Relay
import Web

/// What REST clients do with tickets.
struct TicketRoutes: Sendable {
  let database: Database
  let desk: TicketDesk
  let intake: TicketIntake
  private let tickets: SharedLookup<Ticket>
  private let pages: SharedPages<TicketFilter, Clocked<Ticket>>

  init(
    _ database: Database, tickets: SharedLookup<Ticket>, desk: TicketDesk, intake: TicketIntake
  ) {
    self.database = database
    self.tickets = tickets
    self.desk = desk
    self.intake = intake
    let reads = LaneReads<Ticket>(database)
    pages = SharedPages { filter, page in
      let query = TicketQueries.list(filter, page)
      // Who searches may wait for long, and shall not hold up the others.
      let tickets =
        try await filter.isSearch
        ? database.query(query, as: Ticket.self) : reads.query(query)
      return try await Page(tickets, page) { ($0.createdAt, $0.id) }
        .including(filter.include) {
          try await SLAReadingQueries.clocks(of: .ticket, $0, database)
        }
    }
  }

  func register(on routes: Routes) {
    routes.post("/tickets", .createTicket, create)
    routes.get("/tickets", .listTickets, list)
    routes.get("/tickets/{id}", .readTicket, read)
    routes.patch("/tickets/{id}", .changeTicket, change)
  }

  @Sendable func create(_ request: Request, _ context: DeskContext) async throws -> Reply {
    let key = try request.idempotencyKey()
    let body = try await request.jsonBody()
    let draft = try body.read(TicketDraft.self).reported(by: context.owner)
    let (ticket, isReplay) = try await intake.take(
      draft, context.origin, key.map { OnceOnly(request, $0, body, owner: context.owner) })
    let reply = Reply.json(
      .created, ticket, etag: ETag(ticket.version), location: "/tickets/\(ticket.id)")
    return isReplay ? reply.replayed : reply
  }

  @Sendable func list(_ request: Request, _ context: DeskContext) async throws -> Response {
    try await pages.answer(request) { $0.of(context.owner) }
  }

  @Sendable func read(_ request: Request, _ context: DeskContext) async throws -> Response {
    let id = try context.id()
    let ticket = try await tickets.find(id, for: context)
    return try .json(.ok, ticket, etag: ETag(ticket.version), for: request)
  }

  @Sendable func change(_ request: Request, _ context: DeskContext) async throws -> Response {
    let id = try context.id()
    let condition = try request.ifMatch()
    let change = try await request.read(TicketChange.self)
    let origin = context.origin
    let ticket = try await database.transaction { transaction in
      try await desk.change(id, change, if: condition, origin, transaction)
    }
    return try .json(.ok, ticket, etag: ETag(ticket.version), for: request)
  }
}
