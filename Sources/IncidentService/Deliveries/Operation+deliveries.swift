import Domain
import Web

extension Operation {
  static let listDeliveries: Operation = Operation(
    "list_deliveries", "List the messages to a webhook, newest first", needs: .readWebhooks,
    tag: "webhooks",
    parameters: [
      .id,
      .query("status", .enumeration(Delivery.Status.self), "Only messages in this status."),
    ] + Parameter.page,
    answers: [
      .json(200, "A page.", .page(of: .delivery, named: "DeliveryPage"), headers: [.link])
    ])

  static let redriveWebhook: Operation = Operation(
    "redrive_webhook", "Try everything again that was given up for a webhook",
    needs: .changeWebhooks, tag: "webhooks",
    parameters: [.id, .idempotencyKey], body: .optionalJSON(.nothing),
    answers: [.json(200, "How many are tried again.", .redriven)])

  static let redriveDelivery: Operation = Operation(
    "redrive_delivery", "Try a message again that was given up", needs: .changeWebhooks,
    tag: "webhooks",
    description: "409 with `status_now` where it is not `dead`.",
    parameters: [.id, .idempotencyKey], body: .optionalJSON(.nothing),
    answers: [.json(200, "The message as it is now.", .delivery)], refusals: [.conflict])
}
