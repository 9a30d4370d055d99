import Domain
import Web

extension Operation {
  static let createWebhook: Operation = Operation(
    "create_webhook", "Have an endpoint told what happens to incidents", needs: .changeWebhooks,
    tag: "webhooks",
    description: """
      Messages are signed as Standard Webhooks specifies. The answer has the `secret`, and no \
      other answer ever has. 409 where the name is taken.
      """,
    parameters: [.idempotencyKey],
    body: .json(
      .webhookDraft,
      examples: [
        .init(
          "ops",
          .object([.init("name", "ops"), .init("url", "https://hooks.example.org/firstline")]))
      ]),
    answers: [
      .json(
        201, "The new webhook, with its secret.", .newSecret, headers: [.etag, .location],
        links: [
          .init("read", to: "read_webhook", "id", from: "$response.body#/id"),
          .init("test", to: "test_webhook", "id", from: "$response.body#/id"),
          .init("deliveries", to: "list_deliveries", "id", from: "$response.body#/id"),
        ])
    ])

  static let listWebhooks: Operation = Operation(
    "list_webhooks", "List webhooks, newest first", needs: .readWebhooks,
    tag: "webhooks", parameters: Parameter.page,
    answers: [
      .json(200, "A page.", .page(of: .webhook, named: "WebhookPage"), headers: [.link])
    ])

  static let readWebhook: Operation = Operation(
    "read_webhook", "Read a webhook", needs: .readWebhooks,
    tag: "webhooks", parameters: [.id, .ifNoneMatch],
    answers: [
      .json(200, "The webhook.", .webhook, headers: [.etag]),
      Answer(304, "It is still as it was read.", headers: [.etag]),
    ])

  static let changeWebhook: Operation = Operation(
    "change_webhook", "Change a webhook", needs: .changeWebhooks, tag: "webhooks",
    description: "What waits already goes to the new `url`. 409 where the name is taken.",
    parameters: [.id, .ifMatch],
    body: .json(
      .webhookChange, examples: [.init("disable", .object([.init("enabled", .bool(false))]))]),
    answers: [.json(200, "The webhook as it is now.", .webhook, headers: [.etag])],
    refusals: [.conflict])

  static let deleteWebhook: Operation = Operation(
    "delete_webhook", "Remove a webhook with all of its deliveries", needs: .changeWebhooks,
    tag: "webhooks",
    parameters: [.id, .ifMatch], answers: [Answer(204, "It is gone.")])

  static let rotateWebhookSecret: Operation = Operation(
    "rotate_webhook_secret", "Give a webhook a new secret", needs: .changeWebhooks, tag: "webhooks",
    description: """
      For 24 hours messages have two signatures, of the new secret and of the one before.
      """,
    parameters: [.id, .ifMatch, .idempotencyKey], body: .optionalJSON(.nothing),
    answers: [
      .json(200, "The webhook, with its new secret.", .newSecret, headers: [.etag])
    ])

  static let testWebhook: Operation = Operation(
    "test_webhook", "Send a test message", needs: .changeWebhooks, tag: "webhooks",
    description: """
      It takes the same way as all others: look for it in the deliveries. 409 where the webhook is \
      disabled.
      """,
    parameters: [.id, .idempotencyKey], body: .optionalJSON(.nothing),
    answers: [.json(202, "The message that was queued.", .delivery)])
}
