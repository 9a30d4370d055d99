import Access
import Domain
import HTTPTypes
import Hummingbird
import Postgres
import Web

/// Who has tokens, and what admins do about it.
struct TokenRoutes: Sendable {
  let database: Database
  let idempotency: Idempotency

  func register(on routes: Routes) {
    routes.post("/tokens", .createToken, create)
    routes.get("/tokens", .listTokens, list)
    routes.get("/tokens/{id}", .readToken, read)
    routes.post("/tokens/{id}/revoke", .revokeToken, revoke)
  }

  @Sendable func create(_ request: Request, _ context: DeskContext) async throws -> Response {
    try request.refuseIdempotencyKey(
      "the answer has a token, which is shown once and never stored, so it cannot be given again.")
    let draft = try await request.read(TokenDraft.self)
    let issued = try await database.transaction { transaction in
      try await IssuedToken.issue(draft, context.origin, transaction)
    }
    guard let issued else { throw Problem.internalError }
    return .json(
      .created, ShownToken(issued: issued),
      headers: [.location: "/tokens/\(issued.token.id)", .cacheControl: "no-store"])
  }

  @Sendable func list(
    _ request: Request, _ context: DeskContext
  ) async throws -> Page<AccessToken> {
    let page = try request.readPage()
    let tokens = try await TokenQueries.list(
      behind: page.place, limit: page.rowsToFetch, database)
    return Page(tokens, page) { ($0.createdAt, $0.id) }
  }

  @Sendable func read(_ request: Request, _ context: DeskContext) async throws -> Response {
    let id = try context.id()
    guard let token = try await TokenQueries.find(id, database) else {
      throw Problem.notFound("token \(id)")
    }
    return .json(.ok, token)
  }

  @Sendable func revoke(_ request: Request, _ context: DeskContext) async throws -> Reply {
    let id = try context.id()
    let key = try request.idempotencyKey()
    let body = try await request.emptyBody()
    return try await idempotency.once(request, key, body) { transaction in
      guard let token = try await TokenQueries.revoke(id, context.origin, transaction) else {
        throw Problem.notFound("token \(id)")
      }
      return .json(.ok, token)
    }
  }
}
