import Domain
import Hummingbird
import Postgres
import Web

/// Merging incidents.
struct MergeRoutes: Sendable {
  let desk = MergeDesk()
  let idempotency: Idempotency

  func register(on routes: Routes) {
    routes.post("/incidents/{id}/merge", .mergeIncident, merge)
  }

  @Sendable func merge(_ request: Request, _ context: DeskContext) async throws -> Reply {
    let id = try context.id()
    let key = try request.idempotencyKey()
    let condition = try request.ifMatch()
    let body = try await request.jsonBody()
    let survivor = try body.read(Survivor.self).id
    try id.mustDiffer(from: survivor, at: "#/into")
    let origin = context.origin
    return try await idempotency.once(request, key, body) { transaction in
      let incident = try await desk.merge(
        id, into: survivor, if: condition, origin, transaction)
      return .json(.ok, incident, etag: ETag(incident.version))
    }
  }
}

/// Which incident another one is merged into, as it is posted.
private struct Survivor: JSONReadable {
  let id: Int64

  init?(from fields: inout FieldReader) {
    guard let id = fields.required("into", .id) else { return nil }
    self.id = id
  }
}

extension Int64 {
  /// Throws `InvalidInput` where an incident is named together with itself.
  func mustDiffer(from other: Int64, at pointer: String) throws {
    guard self == other else { return }
    throw InvalidInput(
      Violation(pointer: pointer, code: .conflict, detail: "must be another incident"))
  }
}
