package import Domain
package import Postgres
import Relay
package import Web

extension LedgerEvent: RowDecodable {
  /// Columns: id, at, kind, ticket_id, incident_id, actor, request_id, traceparent, before, after.
  package init(row: inout Row) throws(ColumnMismatch) {
    self.init(
      id: try row.next(), at: try row.next(), kind: try row.next(), ticketID: try row.next(),
      incidentID: try row.next(), actor: try row.next(), requestID: try row.next(),
      traceParent: try row.next(), before: try row.next(JSONText?.self)?.text,
      after: try row.next(JSONText?.self)?.text)
  }
}

extension LedgerEvent: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("id", id)
      json.field("at", at)
      json.field("kind", kind)
      json.field("ticket_id", ticketID)
      json.field("incident_id", incidentID)
      json.field("actor", actor)
      json.field("request_id", requestID)
      json.field("traceparent", traceParent)
      json.field("before", before.map { JSONFragment($0) })
      json.field("after", after.map { JSONFragment($0) })
    }
  }
}

extension Schema {
  /// An event of the ledger.
  static let event: Schema = Schema.object([
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
      "before", Schema.openObject().nullable.describedAs("What changed, as it was before.")),
    .required("after", Schema.openObject().nullable.describedAs("What changed, as it is now.")),
  ]).named("Event")
}
