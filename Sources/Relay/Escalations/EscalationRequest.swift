package import Domain

/// What the ticket service asks for: this ticket is to become an incident.
package struct EscalationRequest: Sendable {
  let ticketID: Int64
  let escalation: Escalation
  let origin: Origin

  package init(ticketID: Int64, _ escalation: Escalation, _ origin: Origin) {
    self.ticketID = ticketID
    self.escalation = escalation
    self.origin = origin
  }
}
