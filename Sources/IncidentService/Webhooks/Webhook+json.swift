import Domain
import Web

extension Webhook: JSONWritable {
  func write(to json: inout JSONWriter) {
    json.object { writeMembers(to: &$0) }
  }

  /// Writes the members of the object.
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.field("id", id)
    json.field("name", name)
    json.field("url", url)
    json.field("format", format)
    json.field("kinds", kinds)
    json.field("severities", severities?.map(\.rawValue))
    json.field("enabled", enabled)
    json.field("rotated_at", rotatedAt)
    json.field("created_at", createdAt)
    json.field("updated_at", updatedAt)
  }
}

/// A webhook whose secret is new, and shown this once.
struct NewSecret: JSONWritable {
  let webhook: Webhook
  let secret: WebhookSecret

  func write(to json: inout JSONWriter) {
    json.object { json in
      webhook.writeMembers(to: &json)
      json.field("secret", secret.text)
    }
  }
}
