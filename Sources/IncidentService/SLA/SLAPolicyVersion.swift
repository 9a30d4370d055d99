import Domain
import Postgres
import Relay
import Web

/// A version of a policy, as it was published.
struct SLAPolicyVersion: RowDecodable, JSONWritable {
  let version: Int64
  let createdAt: Instant
  private let name: String
  private let subject: SLASubject.Kind
  private let priorities: JSONText?
  private let categories: JSONText?
  private let rank: Int64
  private let calendar: Int64
  private let firstResponse: Double?
  private let acknowledgement: Double?
  private let resolution: Double?
  private let pausedIn: JSONText
  private let effectiveFrom: Instant
  private let note: String

  init(row: inout Row) throws(ColumnMismatch) {
    version = try row.next()
    createdAt = try row.next()
    name = try row.next()
    subject = try row.next()
    priorities = try row.next()
    categories = try row.next()
    rank = try row.next()
    calendar = try row.next()
    firstResponse = try row.next()
    acknowledgement = try row.next()
    resolution = try row.next()
    pausedIn = try row.next()
    effectiveFrom = try row.next()
    note = try row.next()
  }

  /// What a query must select, in this order.
  static let columns: Query = """
    version::bigint, created_at, name, subject, to_jsonb(priorities), to_jsonb(categories),
      rank::bigint, calendar::bigint, extract(epoch FROM first_response)::float8,
      extract(epoch FROM acknowledgement)::float8, extract(epoch FROM resolution)::float8,
      to_jsonb(paused_in), effective_from, note
    """

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("version", version)
      json.field("name", name)
      json.field("subject", subject)
      json.field("priorities", priorities.map { JSONFragment($0.text) })
      json.field("categories", categories.map { JSONFragment($0.text) })
      json.field("rank", rank)
      json.field("calendar", calendar)
      json.field("first_response", firstResponse)
      json.field("acknowledgement", acknowledgement)
      json.field("resolution", resolution)
      json.field("paused_in", JSONFragment(pausedIn.text))
      json.field("effective_from", effectiveFrom)
      json.field("note", note)
      json.field("created_at", createdAt)
    }
  }
}
