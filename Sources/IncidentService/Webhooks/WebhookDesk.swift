import Domain
import Postgres
import Relay
import Web

/// How webhooks are made, changed and removed.
struct WebhookDesk: Sendable {
  /// Makes a webhook with a new secret. Throws the problem 409 where the name is taken.
  func create(_ draft: WebhookDraft, _ transaction: Transaction) async throws -> NewSecret {
    let secret = WebhookSecret.random()
    let webhook = try await named(draft.name) {
      try await WebhookQueries.insert(draft, secret, transaction)
    }
    return NewSecret(webhook: webhook, secret: secret)
  }

  /// Changes a webhook; one that stays as it is has no new version. Throws the problems 404, 409
  /// where the name is taken, and 412 where `condition` does not match, and `InvalidInput` where
  /// format and routing key do not go together.
  func change(
    _ id: Int64, _ change: WebhookChange, if condition: ETagCondition?, _ transaction: Transaction
  ) async throws -> Webhook {
    let webhook = try await lock(id, condition, transaction)
    try change.mustSuit(webhook)
    guard change.changes(webhook) else { return webhook }
    return try await named(change.name ?? webhook.name) {
      try await WebhookQueries.change(id, change, transaction)
    }
  }

  /// Gives a webhook a new secret; the one before signs along for 24 hours. Throws the problems 404
  /// and 412.
  func rotate(
    _ id: Int64, if condition: ETagCondition?, _ transaction: Transaction
  ) async throws -> NewSecret {
    _ = try await lock(id, condition, transaction)
    let secret = WebhookSecret.random()
    guard let webhook = try await WebhookQueries.rotate(id, to: secret, transaction) else {
      throw Problem.notFound("webhook \(id)")
    }
    return NewSecret(webhook: webhook, secret: secret)
  }

  /// Removes a webhook with all of its deliveries. Throws the problems 404 and 412.
  func delete(
    _ id: Int64, if condition: ETagCondition?, _ transaction: Transaction
  ) async throws {
    _ = try await lock(id, condition, transaction)
    try await WebhookQueries.delete(id, transaction)
  }

  /// Queues a test message. Throws the problems 404, and 409 where the webhook is disabled.
  func test(_ id: Int64, _ transaction: Transaction) async throws -> Delivery {
    let webhook = try await lock(id, nil, transaction)
    guard webhook.enabled else {
      throw Problem.conflict("The webhook is disabled and gets no messages.")
    }
    guard let delivery = try await DeliveryQueries.insertTest(id, transaction) else {
      throw Problem.notFound("webhook \(id)")
    }
    return delivery
  }

  private func lock(
    _ id: Int64, _ condition: ETagCondition?, _ transaction: Transaction
  ) async throws -> Webhook {
    guard let webhook = try await WebhookQueries.lock(id, transaction) else {
      throw Problem.notFound("webhook \(id)")
    }
    let etag = ETag(webhook.version)
    guard condition?.contains(etag, comparison: .strong) != false else {
      throw Problem.preconditionFailed(now: etag)
    }
    return webhook
  }

  private func named(
    _ name: String, _ write: () async throws -> Webhook?
  ) async throws -> Webhook {
    do {
      guard let webhook = try await write() else { throw Problem.notFound("such webhook") }
      return webhook
    } catch let error as DatabaseError
      where error.isUniqueViolation(of: "a webhook has a name of its own")
    {
      throw Problem.conflict("There is another webhook of the name \(name).")
    }
  }
}

extension WebhookChange {
  /// Throws `InvalidInput` where the routing key is missing, or of no use.
  fileprivate func mustSuit(_ webhook: Webhook) throws {
    let isForPagerDuty = (format ?? webhook.format) == .pagerduty
    if isForPagerDuty, routingKey == nil, webhook.format != .pagerduty {
      throw InvalidInput(
        Violation(
          pointer: "#/routing_key", code: .required,
          detail: "is missing; PagerDuty knows the service by it"))
    }
    if !isForPagerDuty, routingKey != nil {
      throw InvalidInput(
        Violation(
          pointer: "#/routing_key", code: .conflict,
          detail: "is only for the format pagerduty"))
    }
  }
}
