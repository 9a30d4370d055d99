import Domain
import Foundation
import Web

/// What is sent: a body and what its bytes are.
struct Message: Sendable {
  let contentType: String
  let body: String

  /// The message of a parcel in the format of its endpoint. `event` is nil for a test.
  init(_ parcel: Parcel, _ event: LedgerEvent?, _ incident: Incident?) {
    var json = JSONWriter()
    switch parcel.format {
    case .generic:
      contentType = "application/cloudevents+json"
      CloudEvent(parcel: parcel, event: event, incident: incident).write(to: &json)
    case .slack:
      contentType = "application/json"
      let text = Self.sentence(parcel, event, incident).replacing("&", with: "&amp;")
        .replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      json.object { $0.field("text", text) }
    case .pagerduty:
      contentType = "application/json"
      PagerDutyEvent(
        parcel: parcel, incident: incident, summary: Self.sentence(parcel, event, incident)
      ).write(to: &json)
    }
    body = json.text
  }

  /// "Incident 42 acknowledged by alice: Phishing (high, acknowledged)"
  private static func sentence(
    _ parcel: Parcel, _ event: LedgerEvent?, _ incident: Incident?
  ) -> String {
    guard let event else { return "Firstline tests the webhook \(parcel.webhook)." }
    let verb = event.kind.replacing("incident.", with: "").replacing("_", with: " ")
    let head = "Incident \(event.incidentID ?? 0) \(verb) by \(event.actor)"
    guard let incident else { return head }
    return head + ": \(incident.title) (\(incident.severity.rawValue), \(incident.status.rawValue))"
  }
}

/// CloudEvents 1.0 in its JSON format: the event of the ledger, and the incident as it is when the
/// message is sent.
private struct CloudEvent: JSONWritable {
  let parcel: Parcel
  let event: LedgerEvent?
  let incident: Incident?

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("specversion", "1.0")
      json.field("id", parcel.eventID.map { String($0) } ?? parcel.messageID)
      json.field("source", "urn:firstline:incidents")
      json.field("type", "firstline.\(parcel.kind)")
      json.field("subject", subject)
      json.field("time", event?.at ?? parcel.at)
      json.field("datacontenttype", "application/json")
      json.object("data") { json in
        if let event {
          json.field("event", event.withoutAddress)
          json.field("incident", incident)
        } else {
          json.field("webhook", parcel.webhook)
        }
      }
    }
  }

  private var subject: String {
    parcel.incidentID.map { "incidents/\($0)" } ?? "webhooks/\(parcel.webhookID)"
  }
}

/// An event of PagerDuty's Events API v2. There an incident is what it is here at the time of
/// sending, whatever the event is.
private struct PagerDutyEvent: JSONWritable {
  let parcel: Parcel
  let incident: Incident?
  let summary: String

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("routing_key", parcel.routingKey)
      json.field("event_action", action)
      json.field(
        "dedup_key",
        parcel.incidentID.map { "firstline-incident-\($0)" }
          ?? "firstline-webhook-\(parcel.webhookID)")
      json.object("payload") { json in
        // At most 1024 characters, as PagerDuty documents.
        json.field("summary", String(summary.prefix(1024)))
        json.field("source", "firstline")
        json.field("severity", severity)
      }
    }
  }

  private var action: String {
    switch incident?.status {
    case .open, nil: "trigger"
    case .acknowledged: "acknowledge"
    case .resolved, .closed: "resolve"
    }
  }

  private var severity: String {
    switch incident?.severity {
    case .high: "critical"
    case .medium: "error"
    case .low: "warning"
    case nil: "info"
    }
  }
}
