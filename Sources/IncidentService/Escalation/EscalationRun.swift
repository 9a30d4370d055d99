import Domain
import Postgres
import Relay
import Web

/// How far the telling about an incident has come.
struct EscalationRun: Sendable {
  let incidentID: Int64
  /// The version of the policy, kept from the start on.
  let policy: Int64
  let state: State
  /// Which round it is, from 1.
  let round: Int64
  /// The next step of the round, from 1; nil where there is none left.
  let step: Int64?
  /// When the next step is due, or after the last one, when all was in vain; nil once it ended.
  let dueAt: Instant?
  let startedAt: Instant
  let endedAt: Instant?
  /// What ended it: the status of the incident, that it was merged, or that nothing was left.
  let endedBy: String?
  /// Who was told what when, as JSON.
  let told: JSONText

  /// Where it stands.
  enum State: String, CaseIterable, ColumnDecodable {
    /// It goes on.
    case running
    /// Somebody has acknowledged the incident, or it is over.
    case stopped
    /// Everybody was told, and nobody has acknowledged the incident.
    case exhausted
  }
}

extension EscalationRun: RowDecodable {
  init(row: inout Row) throws(ColumnMismatch) {
    self.init(
      incidentID: try row.next(), policy: try row.next(), state: try row.next(),
      round: try row.next(), step: try row.next(), dueAt: try row.next(),
      startedAt: try row.next(), endedAt: try row.next(), endedBy: try row.next(),
      told: try row.next())
  }
}

extension EscalationRun: JSONWritable {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("incident_id", incidentID)
      json.field("policy", policy)
      json.field("state", state)
      json.field("round", round)
      json.field("step", step)
      json.field("due_at", dueAt)
      json.field("started_at", startedAt)
      json.field("ended_at", endedAt)
      json.field("ended_by", endedBy)
      json.field("told", JSONFragment(told.text))
    }
  }
}
