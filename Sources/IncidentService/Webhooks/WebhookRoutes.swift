import Domain
import Hummingbird
import Postgres
import Web

/// What REST clients do with webhooks.
struct WebhookRoutes: Sendable {
  let database: Database
  let desk = WebhookDesk()
  let idempotency: Idempotency

  func register(on routes: Routes) {
    routes.post("/webhooks", .createWebhook, create)
    routes.get("/webhooks", .listWebhooks, list)
    routes.get("/webhooks/{id}", .readWebhook, read)
    routes.patch("/webhooks/{id}", .changeWebhook, change)
    routes.delete("/webhooks/{id}", .deleteWebhook, delete)
    routes.post("/webhooks/{id}/rotate-secret", .rotateWebhookSecret, rotate)
    routes.post("/webhooks/{id}/test", .testWebhook, test)
  }

  @Sendable func create(_ request: Request, _ context: DeskContext) async throws -> Reply {
    let key = try request.idempotencyKey()
    let body = try await request.jsonBody()
    let draft = try body.read(WebhookDraft.self)
    return try await idempotency.once(request, key, body) { transaction in
      let new = try await desk.create(draft, transaction)
      return .json(
        .created, new, etag: ETag(new.webhook.version), location: "/webhooks/\(new.webhook.id)")
    }
  }

  @Sendable func list(_ request: Request, _ context: DeskContext) async throws -> Page<Webhook> {
    let page = try request.readPage()
    let webhooks = try await WebhookQueries.list(page, database)
    return Page(webhooks, page) { ($0.createdAt, $0.id) }
  }

  @Sendable func read(_ request: Request, _ context: DeskContext) async throws -> Response {
    let id = try context.id()
    guard let webhook = try await WebhookQueries.find(id, database) else {
      throw Problem.notFound("webhook \(id)")
    }
    return try .json(.ok, webhook, etag: ETag(webhook.version), for: request)
  }

  @Sendable func change(_ request: Request, _ context: DeskContext) async throws -> Response {
    let id = try context.id()
    let condition = try request.ifMatch()
    let change = try await request.read(WebhookChange.self)
    let webhook = try await database.transaction { transaction in
      try await desk.change(id, change, if: condition, transaction)
    }
    return try .json(.ok, webhook, etag: ETag(webhook.version), for: request)
  }

  @Sendable func delete(_ request: Request, _ context: DeskContext) async throws -> Response {
    let id = try context.id()
    let condition = try request.ifMatch()
    try await database.transaction { transaction in
      try await desk.delete(id, if: condition, transaction)
    }
    return Response(status: .noContent)
  }

  @Sendable func rotate(_ request: Request, _ context: DeskContext) async throws -> Reply {
    let id = try context.id()
    let key = try request.idempotencyKey()
    let condition = try request.ifMatch()
    let body = try await request.emptyBody()
    return try await idempotency.once(request, key, body) { transaction in
      let new = try await desk.rotate(id, if: condition, transaction)
      return .json(.ok, new, etag: ETag(new.webhook.version))
    }
  }

  @Sendable func test(_ request: Request, _ context: DeskContext) async throws -> Reply {
    let id = try context.id()
    let key = try request.idempotencyKey()
    let body = try await request.emptyBody()
    return try await idempotency.once(request, key, body) { transaction in
      .json(.accepted, try await desk.test(id, transaction))
    }
  }
}
