/// How urgent a ticket is, and how severe the incident that is made of it. The raw value is the
/// word of the HTTP contract and of the database.
package enum Priority: String, CaseIterable, Codable, Hashable, Sendable {
  /// Someone must look at it now.
  case high
  /// Someone must look at it today.
  case medium
  /// It can wait.
  case low

  /// Whether it comes before the other one.
  package func isMoreUrgent(than other: Self) -> Bool { rank < other.rank }

  private var rank: Int {
    switch self {
    case .high: 0
    case .medium: 1
    case .low: 2
    }
  }
}
