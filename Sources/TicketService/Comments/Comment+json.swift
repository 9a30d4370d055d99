package import Domain
package import Web

extension Comment: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("id", id)
      json.field("ticket_id", ticketID)
      json.field("visibility", visibility)
      json.field("text", text)
      json.field("author", author)
      json.field("created_at", createdAt)
    }
  }
}
