import Domain
import Hummingbird
import Postgres
import Web

/// The log of deliveries, and how those that were given up are tried again.
struct DeliveryRoutes: Sendable {
  let database: Database
  let idempotency: Idempotency

  func register(on routes: Routes) {
    routes.get("/webhooks/{id}/deliveries", .listDeliveries, list)
    routes.post("/webhooks/{id}/redrive", .redriveWebhook, redriveAll)
    routes.post("/deliveries/{id}/redrive", .redriveDelivery, redrive)
  }

  @Sendable func list(_ request: Request, _ context: DeskContext) async throws -> Page<Delivery> {
    let id = try context.id()
    let (filter, page) = try request.readPage(DeliveryFilter.self)
    guard try await WebhookQueries.find(id, database) != nil else {
      throw Problem.notFound("webhook \(id)")
    }
    let deliveries = try await DeliveryQueries.list(id, filter.status, page, database)
    return Page(deliveries, page) { ($0.createdAt, $0.id) }
  }

  @Sendable func redriveAll(_ request: Request, _ context: DeskContext) async throws -> Reply {
    let id = try context.id()
    let key = try request.idempotencyKey()
    let body = try await request.emptyBody()
    return try await idempotency.once(request, key, body) { transaction in
      guard try await WebhookQueries.find(id, transaction) != nil else {
        throw Problem.notFound("webhook \(id)")
      }
      let count = try await DeliveryQueries.redriveAll(of: id, transaction)
      return .json(.ok, Redriven(count: count))
    }
  }

  @Sendable func redrive(_ request: Request, _ context: DeskContext) async throws -> Reply {
    let id = try context.id()
    let key = try request.idempotencyKey()
    let body = try await request.emptyBody()
    return try await idempotency.once(request, key, body) { transaction in
      if let delivery = try await DeliveryQueries.redrive(id, transaction) {
        return .json(.ok, delivery)
      }
      guard let delivery = try await DeliveryQueries.find(id, transaction) else {
        throw Problem.notFound("delivery \(id)")
      }
      throw Problem.conflict("The delivery is \(delivery.status.rawValue); a dead one is redriven.")
        .with("status_now", delivery.status.rawValue)
    }
  }
}

/// Which deliveries a list shows.
private struct DeliveryFilter: QueryReadable {
  let status: Delivery.Status?

  init?(from query: inout QueryReader) {
    status = query.optional("status", .oneOf(Delivery.Status.self))
  }
}
