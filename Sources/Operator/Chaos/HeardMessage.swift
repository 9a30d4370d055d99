import WebhookReceiver

/// A message that a webhook of a run got.
package struct HeardMessage: Equatable, Sendable {
  /// The name of the webhook.
  package var webhook: String
  /// Which event it told of; nil where that cannot be read.
  package var eventID: Int64?
  /// Whether it was signed with the webhook's secret.
  package var isSigned: Bool

  package init(webhook: String, eventID: Int64?, isSigned: Bool = true) {
    self.webhook = webhook
    self.eventID = eventID
    self.isSigned = isSigned
  }
}

extension HeardMessage {
  /// What a receiver got for these webhooks, in the order of arrival.
  static func all(_ posts: [ReceivedPost], for webhooks: [ChaosWebhook]) -> [HeardMessage] {
    posts.map { post in
      let webhook = webhooks.first { $0.path == post.path }
      return HeardMessage(
        webhook: webhook?.name ?? post.path, eventID: post.eventID,
        isSigned: webhook.map { post.isSigned(by: $0.secret) } ?? false)
    }
  }
}
