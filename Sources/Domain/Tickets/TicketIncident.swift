/// An incident that a ticket led to, as the ticket's side needs it.
package struct TicketIncident: Hashable, Identifiable, Sendable {
  /// The number of the incident.
  package let id: Int64
  /// How bad it is.
  package let severity: Priority
  /// Where it stands.
  package let status: IncidentStatus
  /// When it was opened.
  package let createdAt: Instant

  /// An incident of these values.
  package init(id: Int64, severity: Priority, status: IncidentStatus, createdAt: Instant) {
    self.id = id
    self.severity = severity
    self.status = status
    self.createdAt = createdAt
  }
}
