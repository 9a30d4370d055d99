import Foundation

/// An event of a timeline as a client reads it.
struct EventDocument {
  let kind: String?
  let incidentID: Int64?
  let ticketID: Int64?
  let actor: String?
  let requestID: String?
  let before: NSDictionary?
  let after: NSDictionary?

  init(_ json: [String: Any]) {
    kind = json["kind"] as? String
    incidentID = json["incident_id"] as? Int64
    ticketID = json["ticket_id"] as? Int64
    actor = json["actor"] as? String
    requestID = json["request_id"] as? String
    before = json["before"] as? NSDictionary
    after = json["after"] as? NSDictionary
  }
}
