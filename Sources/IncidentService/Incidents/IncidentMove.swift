import Domain
import Relay
import Web

/// What somebody does to an incident; all of it is done in the same way.
enum IncidentMove: Sendable {
  /// Somebody looks at it.
  case acknowledge
  /// The trouble is over; and whether its tickets are to be resolved, nil: as the policy says.
  case resolve(tickets: Bool?)
  /// The trouble is back.
  case reopen
  /// Somebody works on it; nil: nobody does.
  case assign(to: String?)
  /// Something about it is put right, or it is closed.
  case change(IncidentChange)
  /// There is something to say about it; satisfies `TextRule.note`.
  case note(String)

  /// What the ledger calls it.
  var kind: LedgerKind {
    switch self {
    case .acknowledge: .incidentAcknowledged
    case .resolve: .incidentResolved
    case .reopen: .incidentReopened
    case .assign: .incidentAssigned
    case .change(let change): change.closes ? .incidentClosed : .incidentChanged
    case .note: .incidentNoted
    }
  }

  /// The status that an incident has afterwards; nil where it keeps its own.
  var next: IncidentStatus? {
    switch self {
    case .acknowledge: .acknowledged
    case .resolve: .resolved
    case .reopen: .open
    case .change(let change): change.closes ? .closed : nil
    case .assign, .note: nil
    }
  }

  /// The statuses in which an incident allows it.
  var from: [IncidentStatus] {
    if let next { return IncidentStatus.before(next) }
    // A merged incident is the exception: whatever happens now happens to the survivor.
    if case .note = self { return IncidentStatus.allCases }
    return IncidentStatus.changeable
  }

  /// Whether members of the incident change. A note is something new.
  var changesMembers: Bool {
    if case .note = self { false } else { true }
  }

  /// What an incident in another status cannot do: the end of a sentence.
  var whatIsRefused: String {
    if let next { return "become \(next.rawValue)" }
    if case .assign = self { return "be assigned" }
    return "be changed"
  }

  /// Writes what the ledger keeps besides the members that changed.
  func writeRemarks(to json: inout JSONWriter) {
    switch self {
    case .change(let change): if let reason = change.reason { json.field("reason", reason) }
    case .note(let text): json.field("note", text)
    case .acknowledge, .resolve, .reopen, .assign: break
    }
  }
}
