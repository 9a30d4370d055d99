/// Where an incident stands. The raw value is the word of the HTTP contract and of the database.
package enum IncidentStatus: String, CaseIterable, Codable, Hashable, Sendable {
  /// Nobody has said yet that they look at it.
  case open
  /// Somebody has said that they look at it.
  case acknowledged
  /// The trouble is over; the incident can still be reopened.
  case resolved
  /// The end: a closed incident never changes its status again.
  case closed

  /// Whether an incident in this status may move to `next`. Staying is not a move: acknowledging
  /// twice, for example, is a conflict that the caller should hear of.
  package func canBecome(_ next: Self) -> Bool {
    switch self {
    case .open: next == .acknowledged || next == .resolved
    case .acknowledged: next == .resolved
    case .resolved: next == .open || next == .closed
    case .closed: false
    }
  }

  /// The statuses from which an incident may move to `next`.
  package static func before(_ next: Self) -> [Self] {
    allCases.filter { $0.canBecome(next) }
  }

  /// The statuses in which an incident can still be changed: all but the end.
  package static let changeable: [Self] = allCases.filter { $0 != .closed }

  /// Whether the trouble goes on. A ticket has at most one incident that is open in this sense.
  package var isOpen: Bool {
    switch self {
    case .open, .acknowledged: true
    case .resolved, .closed: false
    }
  }
}
