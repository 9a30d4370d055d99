import Domain
import Postgres
import Relay
import Web

/// A version of a calendar, as it was published.
struct SLACalendarVersion: RowDecodable, JSONWritable {
  let version: Int64
  let createdAt: Instant
  private let name: String
  private let zone: String
  private let windows: JSONText
  private let holidays: JSONText
  private let note: String

  init(row: inout Row) throws(ColumnMismatch) {
    version = try row.next()
    createdAt = try row.next()
    name = try row.next()
    zone = try row.next()
    windows = try row.next()
    holidays = try row.next()
    note = try row.next()
  }

  /// What a query must select, in this order.
  static let columns: Query = """
    version::bigint, created_at, name, zone, to_jsonb(windows), to_jsonb(holidays), note
    """

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("version", version)
      json.field("name", name)
      json.field("zone", zone)
      json.field("windows", JSONFragment(windows.text))
      json.field("holidays", JSONFragment(holidays.text))
      json.field("note", note)
      json.field("created_at", createdAt)
    }
  }
}
