package import Domain
package import Postgres

/// An event to be written, in the transaction that makes the change.
package struct LedgerEntry: Sendable {
  /// What happened: `noun.verb`.
  package let kind: LedgerKind
  package let ticketID: Int64?
  package let incidentID: Int64?
  package let origin: Origin
  /// The members that changed, as they were; nil where something was made.
  package let before: JSONText?
  /// The members that changed, as they are now.
  package let after: JSONText?

  package init(
    _ kind: LedgerKind, ticketID: Int64? = nil, incidentID: Int64? = nil, origin: Origin,
    before: JSONText? = nil, after: JSONText? = nil
  ) {
    self.kind = kind
    self.ticketID = ticketID
    self.incidentID = incidentID
    self.origin = origin
    self.before = before
    self.after = after
  }
}

/// Everything that the ledger can say.
package enum LedgerKind: String, CaseIterable, Bindable, ColumnDecodable {
  case ticketCreated = "ticket.created"
  case ticketChanged = "ticket.changed"
  case ticketCommented = "ticket.commented"
  case ticketSLABreached = "ticket.sla_breached"
  case incidentOpened = "incident.opened"
  case incidentAcknowledged = "incident.acknowledged"
  case incidentResolved = "incident.resolved"
  case incidentReopened = "incident.reopened"
  case incidentClosed = "incident.closed"
  case incidentAssigned = "incident.assigned"
  case incidentChanged = "incident.changed"
  case incidentNoted = "incident.noted"
  case incidentLinked = "incident.linked"
  case incidentUnlinked = "incident.unlinked"
  case incidentMerged = "incident.merged"
  case incidentAbsorbed = "incident.absorbed"
  case incidentEscalated = "incident.escalated"
  case incidentEscalationExhausted = "incident.escalation_exhausted"
  case incidentSLABreached = "incident.sla_breached"
  case tokenCreated = "token.created"
  case tokenRevoked = "token.revoked"
}
