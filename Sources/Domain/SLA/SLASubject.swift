/// A ticket or an incident to which something is promised, as it stands at an instant: what decides
/// which policy applies, and whether the clocks pause.
package struct SLASubject: Hashable, Sendable {
  /// Tickets and incidents have policies, and ids, of their own.
  package enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
    case ticket
    case incident
  }

  /// Which of the two it is.
  package let kind: Kind
  /// The ticket's id, or the incident's.
  package let id: Int64
  /// The ticket's priority, or the incident's severity.
  package let priority: Priority
  /// The category of the ticket, or of the ticket that the incident was made of.
  package let category: Category
  /// The status, as the word of the HTTP contract.
  package let status: String

  /// A ticket of these values.
  package init(ticket id: Int64, _ priority: Priority, _ category: Category, _ status: TicketStatus)
  {
    kind = .ticket
    self.id = id
    self.priority = priority
    self.category = category
    self.status = status.rawValue
  }

  /// An incident of these values.
  package init(
    incident id: Int64, _ severity: Priority, _ category: Category, _ status: IncidentStatus
  ) {
    kind = .incident
    self.id = id
    priority = severity
    self.category = category
    self.status = status.rawValue
  }
}
