import Domain
import Hummingbird
import Postgres
import Web

/// The versions of the escalation policies.
struct EscalationPolicyRoutes: Sendable {
  let database: Database
  let idempotency: Idempotency

  func register(on routes: Routes) {
    routes.get("/escalation/policies", .listEscalationPolicies, list)
    routes.post("/escalation/policies", .publishEscalationPolicy, publish)
    routes.get("/escalation/policies/{version}", .readEscalationPolicy, read)
  }

  @Sendable func list(
    _ request: Request, _ context: DeskContext
  ) async throws -> Page<EscalationPolicy> {
    let page = try request.readPage()
    let policies = try await EscalationPolicyQueries.list(page, database)
    return Page(policies, page) { ($0.createdAt, $0.version) }
  }

  @Sendable func publish(_ request: Request, _ context: DeskContext) async throws -> Reply {
    let key = try request.idempotencyKey()
    let body = try await request.jsonBody()
    let draft = try body.read(EscalationPolicyDraft.self)
    return try await idempotency.once(request, key, body) { transaction in
      guard let policy = try await EscalationPolicyQueries.insert(draft, transaction) else {
        throw Problem.internalError
      }
      return .json(.created, policy, location: "/escalation/policies/\(policy.version)")
    }
  }

  @Sendable func read(_ request: Request, _ context: DeskContext) async throws -> Response {
    let version = try context.id("version")
    guard let policy = try await EscalationPolicyQueries.find(version, database) else {
      throw Problem.notFound("version \(version) of an escalation policy")
    }
    return .json(.ok, policy)
  }
}
