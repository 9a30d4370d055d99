package import Domain

extension LedgerEvent: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { writeMembers(to: &$0) }
  }

  /// Writes the members of the object.
  func writeMembers(to json: inout JSONWriter) {
    json.field("id", id)
    json.field("at", at)
    json.field("kind", kind)
    json.field("ticket_id", ticketID)
    json.field("incident_id", incidentID)
    json.field("actor", actor)
    json.field("request_id", requestID)
    json.field("traceparent", traceParent)
    json.field("address", address)
    json.field("before", before.map { JSONFragment($0) })
    json.field("after", after.map { JSONFragment($0) })
  }
}

extension Schema {
  /// An event of the ledger.
  package static let event: Schema = Schema.object(eventMembers).named("Event")

  /// What an event says.
  static let eventMembers: [Schema.Property] = [
    .required("id", .identifier),
    .required("at", .timestamp),
    .required("kind", Schema.string().describedAs("What happened, as `incident.acknowledged`.")),
    .required("ticket_id", Schema.identifier.nullable),
    .required("incident_id", Schema.identifier.nullable),
    .required("actor", Schema.string().describedAs("Who did it.")),
    .required(
      "request_id", Schema.string().nullable.describedAs("The `X-Request-Id` of the request.")),
    .required("traceparent", Schema.string().nullable),
    .required(
      "address",
      Schema.string().nullable.describedAs("The address from where the request came.")),
    .required(
      "before", Schema.openObject().nullable.describedAs("What changed, as it was before.")),
    .required("after", Schema.openObject().nullable.describedAs("What changed, as it is now.")),
  ]
}
