import Domain
import Hummingbird
import Postgres
import Relay
import Web

/// What REST clients do with incidents.
struct IncidentRoutes: Sendable {
  let database: Database
  let incidents: SharedLookup<Incident>
  let desk = IncidentDesk()
  let idempotency: Idempotency
  private let pages: SharedPages<IncidentFilter, Clocked<Incident>>

  init(_ database: Database, incidents: SharedLookup<Incident>, idempotency: Idempotency) {
    self.database = database
    self.incidents = incidents
    self.idempotency = idempotency
    let reads = LaneReads<Incident>(database)
    pages = SharedPages { filter, page in
      let incidents = try await reads.query(IncidentQueries.list(filter.conditions, page))
      return try await Page(incidents, page) { ($0.createdAt, $0.id) }
        .including(filter.include) {
          try await SLAReadingQueries.clocks(of: .incident, $0, database)
        }
    }
  }

  func register(on routes: Routes) {
    routes.post("/incidents/{id}", .escalateTicket, escalate)
    routes.get("/incidents", .listIncidents, pages.answer)
    routes.get("/incidents/{id}", .readIncident, read)
    routes.patch("/incidents/{id}", .changeIncident, change)
    routes.post("/incidents/{id}/acknowledge", .acknowledgeIncident, move(.acknowledge))
    routes.post("/incidents/{id}/resolve", .resolveIncident, resolve)
    routes.post("/incidents/{id}/reopen", .reopenIncident, move(.reopen))
    routes.post("/incidents/{id}/assign", .assignIncident, move(reading: IncidentMove.assign))
    routes.post("/incidents/{id}/notes", .noteIncident, move(reading: IncidentMove.note))
  }

  @Sendable func escalate(_ request: Request, _ context: DeskContext) async throws -> Reply {
    let ticketID = try context.id()
    let key = try request.idempotencyKey()
    let body = try await request.emptyBody()
    let origin = context.origin
    return try await idempotency.once(request, key, body) { transaction in
      let (incident, isNew) = try await desk.escalate(
        ticketID: ticketID, origin, transaction)
      return .json(
        isNew ? .created : .ok, incident, etag: ETag(incident.version),
        location: "/incidents/\(incident.id)")
    }
  }

  @Sendable func read(_ request: Request, _ context: DeskContext) async throws -> Response {
    let id = try context.id()
    let incident = try await incidents.find(id, orNo: "incident")
    return try .json(.ok, incident, etag: ETag(incident.version), for: request)
  }

  @Sendable func change(_ request: Request, _ context: DeskContext) async throws -> Response {
    let id = try context.id()
    let condition = try request.ifMatch()
    let change = try await request.read(IncidentChange.self)
    let origin = context.origin
    let incident = try await database.transaction { transaction in
      try await desk.make(.change(change), of: id, if: condition, origin, transaction)
    }
    return try .json(.ok, incident, etag: ETag(incident.version), for: request)
  }

  @Sendable func resolve(_ request: Request, _ context: DeskContext) async throws -> Reply {
    try await make(request, context) { request in
      let body = try await request.jsonBody(mayBeEmpty: true)
      return (body, .resolve(tickets: try body.readIfPresent(Resolution.self)?.tickets))
    }
  }

  /// A move by a POST that has nothing else to say.
  private func move(_ move: IncidentMove) -> Routes.Handler<Reply> {
    { request, context in
      try await make(request, context) { (try await $0.emptyBody(), move) }
    }
  }

  /// A move by a POST whose body says the rest.
  private func move(
    reading read: @escaping @Sendable (JSONBody) throws -> IncidentMove
  ) -> Routes.Handler<Reply> {
    { request, context in
      try await make(request, context) { request in
        let body = try await request.jsonBody()
        return (body, try read(body))
      }
    }
  }

  private func make(
    _ request: Request, _ context: DeskContext,
    _ read: (Request) async throws -> (JSONBody, IncidentMove)
  ) async throws -> Reply {
    let id = try context.id()
    let key = try request.idempotencyKey()
    let condition = try request.ifMatch()
    let (body, move) = try await read(request)
    let origin = context.origin
    return try await idempotency.once(request, key, body) { transaction in
      let incident = try await desk.make(move, of: id, if: condition, origin, transaction)
      return .json(.ok, incident, etag: ETag(incident.version))
    }
  }
}
