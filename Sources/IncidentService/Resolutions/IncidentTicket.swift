import Domain
import Postgres
import Relay
import Web

/// A ticket as the list of an incident's has it.
struct IncidentTicket: Sendable {
  let id: Int64
  let title: String
  let category: Category
  let priority: Priority
  let status: TicketStatus
  let createdAt: Instant
}

extension IncidentTicket: RowDecodable {
  static let columns: Query = "id, title, category, priority, status, created_at"

  init(row: inout Row) throws(ColumnMismatch) {
    id = try row.next()
    title = try row.next()
    category = try row.next()
    priority = try row.next()
    status = try row.next()
    createdAt = try row.next()
  }
}

extension IncidentTicket: JSONWritable {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("id", id)
      json.field("title", title)
      json.field("category", category)
      json.field("priority", priority)
      json.field("status", status)
      json.field("created_at", createdAt)
    }
  }
}
