/// One change that has happened, as the append-only ledger keeps it.
package struct LedgerEvent: Hashable, Sendable {
  /// The number of the event. Not in the order of commits: never use it to find new events.
  package let id: Int64
  /// When it happened.
  package let at: Instant
  /// What happened, for example `ticket.created`.
  package let kind: String
  /// The ticket it happened to, if any.
  package let ticketID: Int64?
  /// The incident it happened to, if any.
  package let incidentID: Int64?
  /// Who did it: a person or a program.
  package let actor: String
  /// The id of the request that did it.
  package let requestID: String?
  /// The W3C `traceparent` of the request that did it, as text.
  package let traceParent: String?
  /// The address from where the request came, as text.
  package private(set) var address: String?
  /// What changed, as it was before: the text of a JSON object. Nil where something was made.
  package let before: String?
  /// What changed, as it was afterwards: the text of a JSON object.
  package let after: String?

  /// An event of these values.
  package init(
    id: Int64, at: Instant, kind: String, ticketID: Int64?, incidentID: Int64?, actor: String,
    requestID: String?, traceParent: String?, address: String? = nil, before: String?,
    after: String?
  ) {
    self.id = id
    self.at = at
    self.kind = kind
    self.ticketID = ticketID
    self.incidentID = incidentID
    self.actor = actor
    self.requestID = requestID
    self.traceParent = traceParent
    self.address = address
    self.before = before
    self.after = after
  }

  /// The same for those who need not know from where people work.
  package var withoutAddress: LedgerEvent {
    var event = self
    event.address = nil
    return event
  }
}
