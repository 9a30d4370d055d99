import Domain
import Hummingbird
import Postgres
import Web

/// Links between incidents.
struct LinkRoutes: Sendable {
  let database: Database
  let incidents: SharedLookup<Incident>
  let desk = LinkDesk()
  let idempotency: Idempotency

  func register(on routes: Routes) {
    routes.post("/incidents/{id}/links", .linkIncident, link)
    routes.get("/incidents/{id}/links", .listLinks, list)
    routes.delete("/incidents/{id}/links/{other_id}", .unlinkIncident, unlink)
  }

  @Sendable func link(_ request: Request, _ context: DeskContext) async throws -> Reply {
    let id = try context.id()
    let key = try request.idempotencyKey()
    let condition = try request.ifMatch()
    let body = try await request.jsonBody()
    let other = try body.read(Link.self).incidentID
    try id.mustDiffer(from: other, at: "#/incident_id")
    let origin = context.origin
    return try await idempotency.once(request, key, body) { transaction in
      let incident = try await desk.link(id, with: other, if: condition, origin, transaction)
      return .json(.ok, incident, etag: ETag(incident.version))
    }
  }

  @Sendable func list(_ request: Request, _ context: DeskContext) async throws -> Page<Incident> {
    let id = try context.id()
    let page = try request.readPage()
    _ = try await incidents.find(id, orNo: "incident")
    let linked = try await database.query(
      IncidentQueries.list([LinkQueries.isLinked(with: id)], page), as: Incident.self)
    return Page(linked, page) { ($0.createdAt, $0.id) }
  }

  @Sendable func unlink(_ request: Request, _ context: DeskContext) async throws -> Response {
    let id = try context.id()
    let other = try context.id("other_id")
    let condition = try request.ifMatch()
    let origin = context.origin
    let incident = try await database.transaction { transaction in
      try await desk.unlink(id, from: other, if: condition, origin, transaction)
    }
    return try .json(.ok, incident, etag: ETag(incident.version), for: request)
  }
}

/// What an incident is linked with, as it is posted.
private struct Link: JSONReadable {
  let incidentID: Int64

  init?(from fields: inout FieldReader) {
    guard let id = fields.required("incident_id", .id) else { return nil }
    incidentID = id
  }
}
