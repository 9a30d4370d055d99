package import Domain

/// What the ticket service asks for: this ticket is to become an incident.
package struct EscalationRequest: Sendable {
  let ticketID: Int64
  let severity: Priority
  let origin: Origin

  package init(ticketID: Int64, severity: Priority, origin: Origin) {
    self.ticketID = ticketID
    self.severity = severity
    self.origin = origin
  }
}
