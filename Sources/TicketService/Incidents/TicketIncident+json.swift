package import Domain
package import Web

extension TicketIncident: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("id", id)
      json.field("severity", severity)
      json.field("status", status)
      json.field("created_at", createdAt)
    }
  }
}
