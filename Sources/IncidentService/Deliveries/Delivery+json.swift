import Domain
import Web

extension Delivery: JSONWritable {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("id", id)
      json.field("webhook_id", webhookID)
      json.field("kind", kind)
      json.field("event_id", eventID)
      json.field("incident_id", incidentID)
      json.field("message_id", messageID)
      json.field("status", status)
      json.field("attempts", attempts)
      json.field("due_at", dueAt)
      json.field("last_status", lastStatus)
      json.field("last_error", lastError)
      json.field("delivered_at", deliveredAt)
      json.field("died_at", diedAt)
      json.field("created_at", createdAt)
    }
  }
}

/// How many dead deliveries are tried again.
struct Redriven: JSONWritable {
  let count: Int

  func write(to json: inout JSONWriter) {
    json.object { $0.field("redriven", count) }
  }
}

extension Schema {
  /// A delivery as every answer has it.
  static let delivery: Schema = Schema.object([
    .required("id", .identifier),
    .required("webhook_id", .identifier),
    .required(
      "kind", Schema.string().describedAs("The kind of the event, or `\(Delivery.testKind)`.")),
    .required("event_id", Schema.identifier.nullable),
    .required("incident_id", Schema.identifier.nullable),
    .required(
      "message_id",
      Schema.string().describedAs("The `webhook-id` of the message, the same in every attempt.")),
    .required("status", .enumeration(Delivery.Status.self)),
    .required("attempts", .integer(0...Int64.max)),
    .required("due_at", .timestamp),
    .required("last_status", Schema.integer(100...599).nullable),
    .required("last_error", Schema.string().nullable),
    .required("delivered_at", Schema.timestamp.nullable),
    .required("died_at", Schema.timestamp.nullable),
    .required("created_at", .timestamp),
  ]).named("Delivery")

  /// How many deliveries are tried again.
  static let redriven: Schema = Schema.object([
    .required("redriven", .integer(0...Int64.max))
  ]).named("Redriven")
}
