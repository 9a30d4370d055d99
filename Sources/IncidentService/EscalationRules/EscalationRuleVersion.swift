import Domain
import Postgres
import Relay
import Web

/// A version of an escalation rule, as it was published.
struct EscalationRuleVersion: RowDecodable, JSONWritable {
  let version: Int64
  let createdAt: Instant
  private let name: String
  private let enabled: Bool
  private let priorities: JSONText?
  private let categories: JSONText?
  private let terms: JSONText?
  private let sources: JSONText?
  private let breaches: JSONText?
  private let several: Int64?
  private let withinSeconds: Int64?
  private let severity: Priority?
  private let note: String
  private let effectiveFrom: Instant

  init(row: inout Row) throws(ColumnMismatch) {
    version = try row.next()
    createdAt = try row.next()
    name = try row.next()
    enabled = try row.next()
    priorities = try row.next()
    categories = try row.next()
    terms = try row.next()
    sources = try row.next()
    breaches = try row.next()
    several = try row.next()
    withinSeconds = try row.next()
    severity = try row.next()
    note = try row.next()
    effectiveFrom = try row.next()
  }

  /// What a query must select, in this order.
  static let columns: Query = """
    version, created_at, name, enabled, to_jsonb(priorities), to_jsonb(categories),
      to_jsonb(terms), to_jsonb(sources), to_jsonb(breaches), several, within_seconds, severity,
      note, effective_from
    """

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("version", version)
      json.field("name", name)
      json.field("enabled", enabled)
      json.field("priorities", priorities.map { JSONFragment($0.text) })
      json.field("categories", categories.map { JSONFragment($0.text) })
      json.field("terms", terms.map { JSONFragment($0.text) })
      json.field("sources", sources.map { JSONFragment($0.text) })
      json.field("breaches", breaches.map { JSONFragment($0.text) })
      json.field("several", several)
      json.field("within_seconds", withinSeconds)
      json.field("severity", severity?.rawValue)
      json.field("note", note)
      json.field("effective_from", effectiveFrom)
      json.field("created_at", createdAt)
    }
  }
}
