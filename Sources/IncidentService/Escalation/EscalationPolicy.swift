import Domain
import Postgres
import Relay
import Web

/// A version of a policy: whom to tell, and when, while nobody acknowledges an incident.
struct EscalationPolicy: Sendable {
  let version: Int64
  let name: String
  /// The severities of incidents that it is for, as JSON; nil: any.
  let severities: JSONText?
  /// Of several policies that fit, the one of the lowest rank applies.
  let rank: Int64
  /// As JSON.
  let steps: JSONText
  /// How often the round of steps is begun again.
  let repeats: Int64
  /// From the last step of a round to the next round, or to the end.
  let pauseSeconds: Int64
  let note: String
  let effectiveFrom: Instant
  let createdAt: Instant
}

extension EscalationPolicy: RowDecodable {
  init(row: inout Row) throws(ColumnMismatch) {
    self.init(
      version: try row.next(), name: try row.next(), severities: try row.next(),
      rank: try row.next(), steps: try row.next(), repeats: try row.next(),
      pauseSeconds: try row.next(), note: try row.next(), effectiveFrom: try row.next(),
      createdAt: try row.next())
  }

  /// What a query must select for a whole policy, in this order.
  static let columns: Query = """
    version, name, to_jsonb(severities) AS severities, rank, steps, repeats, pause_seconds, note,
      effective_from, created_at
    """
}

extension EscalationPolicy: JSONWritable {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("version", version)
      json.field("name", name)
      json.field("severities", severities.map { JSONFragment($0.text) })
      json.field("rank", rank)
      json.field("steps", JSONFragment(steps.text))
      json.field("repeats", repeats)
      json.field("pause_seconds", pauseSeconds)
      json.field("note", note)
      json.field("effective_from", effectiveFrom)
      json.field("created_at", createdAt)
    }
  }
}
