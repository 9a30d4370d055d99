import Domain
import Postgres
import Relay

/// An endpoint that is told what happens to incidents. Its secrets are not part of it, so that no
/// answer and no log can show them.
struct Webhook: Hashable, Identifiable, Sendable {
  let id: Int64
  /// What an escalation tells it by; unique.
  let name: String
  let url: String
  let format: Format
  /// The events that it wants; nil for all of incidents.
  let kinds: [String]?
  /// How bad an incident must be; nil for however bad.
  let severities: [Priority]?
  /// Whether it is told anything.
  let enabled: Bool
  /// When its secret was replaced last.
  let rotatedAt: Instant?
  /// Counts the changes from 1; the `ETag` is made of it.
  let version: Int
  let createdAt: Instant
  let updatedAt: Instant

  /// What its messages look like.
  enum Format: String, CaseIterable, Bindable, ColumnDecodable {
    /// CloudEvents 1.0.
    case generic
    /// What Slack's incoming webhooks take, and others that imitate them.
    case slack
    /// PagerDuty's Events API v2.
    case pagerduty
  }
}

/// What a webhook is to become: the member is nil where it stays.
struct WebhookChange: Sendable {
  var name: String?
  var url: String?
  var format: Webhook.Format?
  var kinds: [String]??
  var severities: [Priority]??
  var enabled: Bool?
  var routingKey: String?

  /// Whether the webhook is different afterwards.
  func changes(_ webhook: Webhook) -> Bool {
    (name ?? webhook.name) != webhook.name || (url ?? webhook.url) != webhook.url
      || (format ?? webhook.format) != webhook.format || (kinds ?? webhook.kinds) != webhook.kinds
      || (severities ?? webhook.severities) != webhook.severities
      || (enabled ?? webhook.enabled) != webhook.enabled || routingKey != nil
  }
}
