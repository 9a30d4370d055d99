import Domain
import Postgres
import Relay

/// A delivery that this program has in hand, and what is needed to send it.
struct Parcel: RowDecodable {
  let id: Int64
  let webhookID: Int64
  /// Which attempt this is, from 1.
  let attempt: Int
  let messageID: String
  let kind: String
  let eventID: Int64?
  let incidentID: Int64?
  /// The time, by the database.
  let at: Instant
  let webhook: String
  let url: String
  let format: Webhook.Format
  let routingKey: String?
  /// What it is signed with: the present secret first, and for a day the one before.
  let secrets: [WebhookSecret]

  init(row: inout Row) throws(ColumnMismatch) {
    id = try row.next()
    webhookID = try row.next()
    attempt = try row.next()
    messageID = try row.next()
    kind = try row.next()
    eventID = try row.next()
    incidentID = try row.next()
    at = try row.next()
    webhook = try row.next()
    url = try row.next()
    format = try row.next()
    routingKey = try row.next()
    let present = try row.next(String.self)
    let previous = try row.next(String?.self)
    secrets = ([present] + (previous.map { [$0] } ?? [])).map { WebhookSecret($0) }
  }

  /// The header fields by which the endpoint knows that the body is ours.
  func signatures(of body: String) -> [(name: String, value: String)] {
    let seconds = at.microseconds / 1_000_000
    let signatures = secrets.map { $0.signature(of: body, id: messageID, at: seconds) }
    return [
      ("webhook-id", messageID), ("webhook-timestamp", String(seconds)),
      ("webhook-signature", signatures.joined(separator: " ")),
    ]
  }
}
