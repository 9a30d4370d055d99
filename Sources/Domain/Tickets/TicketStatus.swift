/// Where a ticket stands. The raw value is the word of the HTTP contract and of the database.
package enum TicketStatus: String, CaseIterable, Codable, Hashable, Sendable {
  /// Reported; nobody has begun.
  case open
  /// Somebody works on it.
  case inProgress = "in_progress"
  /// It waits for something outside of the desk.
  case waiting
  /// The work is done; the ticket can still be taken up again.
  case resolved
  /// The end: a closed ticket never changes its status again.
  case closed

  /// Whether a ticket in this status may be given the status `next`. Its own status is allowed: it
  /// changes nothing.
  package func canBecome(_ next: Self) -> Bool {
    if self == next { return true }
    return switch self {
    case .open, .inProgress, .waiting: true
    case .resolved: next != .waiting
    case .closed: false
    }
  }
}
