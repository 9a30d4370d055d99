import Domain
import Hummingbird
import Postgres
import Web

/// What REST clients do with incidents.
struct IncidentRoutes: Sendable {
  let incidents: SharedLookup<Incident>
  let desk = IncidentDesk()
  let idempotency: Idempotency
  private let pages: SharedPages<IncidentFilter, Incident>

  init(_ database: Database, incidents: SharedLookup<Incident>, idempotency: Idempotency) {
    self.incidents = incidents
    self.idempotency = idempotency
    let reads = LaneReads<Incident>(database)
    pages = SharedPages { filter, page in
      let incidents = try await reads.query(IncidentQueries.list(filter, page))
      return Page(incidents, page) { ($0.createdAt, $0.id) }
    }
  }

  func register(on routes: Routes) {
    routes.post("/incidents/{id}", .escalateTicket, escalate)
    routes.get("/incidents", .listIncidents, pages.answer)
    routes.get("/incidents/{id}", .readIncident, read)
    routes.post("/incidents/{id}/acknowledge", .acknowledgeIncident, acknowledge)
    routes.post("/incidents/{id}/resolve", .resolveIncident, resolve)
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
    guard let incident = try await incidents.find(id) else {
      throw Problem.notFound("incident \(id)")
    }
    return try .json(.ok, incident, etag: ETag(incident.version), for: request)
  }

  @Sendable func acknowledge(_ request: Request, _ context: DeskContext) async throws -> Reply {
    try await move(request, context, desk.acknowledge)
  }

  @Sendable func resolve(_ request: Request, _ context: DeskContext) async throws -> Reply {
    try await move(request, context, desk.resolve)
  }

  /// A change of an incident by a POST without members.
  private func move(
    _ request: Request, _ context: DeskContext,
    _ change:
      @escaping @Sendable (Int64, ETagCondition?, Origin, Transaction) async throws -> Incident
  ) async throws -> Reply {
    let id = try context.id()
    let key = try request.idempotencyKey()
    let condition = try request.ifMatch()
    let body = try await request.emptyBody()
    let origin = context.origin
    return try await idempotency.once(request, key, body) { transaction in
      let incident = try await change(id, condition, origin, transaction)
      return .json(.ok, incident, etag: ETag(incident.version))
    }
  }
}
