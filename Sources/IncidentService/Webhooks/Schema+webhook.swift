import Domain
import Web

extension Schema {
  /// A webhook as every answer has it.
  static let webhook: Schema = Schema.object(webhookMembers).named("Webhook")

  /// A webhook whose secret is new.
  static let newSecret: Schema = Schema.object(
    webhookMembers + [
      .required(
        "secret",
        Schema.string().describedAs("What messages are signed with. It is shown this once."))
    ]
  ).named("WebhookWithSecret")

  private static let webhookMembers: [Schema.Property] = [
    .required("id", .identifier),
    .required("name", .string(WebhookRules.name.length)),
    .required("url", .string(WebhookRules.urlLength)),
    .required("format", .enumeration(Webhook.Format.self)),
    .required("kinds", Schema.array(of: .string()).nullable),
    .required("severities", Schema.array(of: .enumeration(Priority.self)).nullable),
    .required("enabled", .boolean),
    .required("rotated_at", Schema.timestamp.nullable),
    .required("created_at", .timestamp),
    .required("updated_at", .timestamp),
  ]

  /// What is posted.
  static let webhookDraft: Schema = Schema.object(
    [
      .required("name", .text(WebhookRules.name.length)),
      .required("url", endpoint),
    ] + wishes
  ).named("WebhookDraft")

  /// What is patched: any of these.
  static let webhookChange: Schema = Schema.object(
    [
      .optional("name", .text(WebhookRules.name.length)),
      .optional("url", endpoint),
    ] + wishes
  ).atLeast(members: 1).named("WebhookChange")

  private static let endpoint: Schema = Schema.string(
    WebhookRules.urlLength, pattern: WebhookURLRule.pattern)

  private static let wishes: [Schema.Property] = [
    .optional("format", .enumeration(Webhook.Format.self)),
    .optional(
      "kinds",
      filter(.enumeration(WebhookRules.kinds), "The events to send; null: all of incidents.")),
    .optional(
      "severities",
      filter(.enumeration(Priority.self), "Only of incidents that are so severe; null: of all.")),
    .optional("enabled", .boolean),
    .optional(
      "routing_key",
      Schema.text(WebhookRules.routingKey.length).describedAs(
        "The integration key of PagerDuty, for that format only. No answer has it.")),
  ]

  private static func filter(_ word: Schema, _ description: String) -> Schema {
    Schema.array(of: word).atLeast(elements: 1).atMost(elements: 50).nullable
      .describedAs(description)
  }
}
