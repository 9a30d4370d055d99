import Domain
import Postgres
import Relay
import Web

/// What becomes of the tickets of an incident that is resolved: a version, which never changes.
struct ResolutionPolicy: Sendable {
  /// What the policy says.
  enum Tickets: String, CaseIterable, Sendable, Bindable, ColumnDecodable {
    /// They are resolved, unless the request says no.
    case resolve
    /// They are resolved where the request says yes.
    case offer
    /// They stay as they are.
    case keep
  }

  let version: Int64
  let tickets: Tickets
  let note: String
  let createdAt: Instant
}

extension ResolutionPolicy: RowDecodable {
  static let columns: Query = "version::bigint, tickets, note, created_at"

  init(row: inout Row) throws(ColumnMismatch) {
    version = try row.next()
    tickets = try row.next()
    note = try row.next()
    createdAt = try row.next()
  }
}

extension ResolutionPolicy: JSONWritable {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("version", version)
      json.field("tickets", tickets)
      json.field("note", note)
      json.field("created_at", createdAt)
    }
  }
}

/// A policy as it is posted.
struct ResolutionPolicyDraft: JSONReadable {
  let tickets: ResolutionPolicy.Tickets
  let note: String

  init?(from fields: inout FieldReader) {
    let tickets = fields.required("tickets", .oneOf(ResolutionPolicy.Tickets.self))
    let note = fields.required("note", .note)
    guard let tickets, let note else { return nil }
    self.tickets = tickets
    self.note = note
  }
}
