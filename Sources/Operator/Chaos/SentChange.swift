package import Domain

/// A change of a ticket that a client sent. Each makes a difference: its ticket was neither in the
/// status nor of the priority that it asks for.
package struct SentChange: Equatable, Sendable {
  package var ticketID: Int64
  /// The X-Request-Id, which the ledger keeps; the same at every attempt.
  package var requestID: String
  package var status: TicketStatus?
  package var priority: Priority?
  /// Whether it was answered with 200.
  package var isAnswered: Bool

  package init(
    ticketID: Int64, requestID: String, status: TicketStatus?, priority: Priority?,
    isAnswered: Bool = false
  ) {
    self.ticketID = ticketID
    self.requestID = requestID
    self.status = status
    self.priority = priority
    self.isAnswered = isAnswered
  }
}

extension SentChange {
  /// A change of a ticket that `ticket` has just become: taken up, raised to high, or both.
  static func draw(
    of ticket: SentTicket, id: Int64, mark: String, _ draws: inout SplitMix
  ) -> SentChange {
    let raises = !ticket.isHigh && draws.chance(percent: 50)
    let takesUp = !raises || draws.chance(percent: 50)
    return SentChange(
      ticketID: id, requestID: "chaos-\(mark)", status: takesUp ? .inProgress : nil,
      priority: raises ? .high : nil)
  }
}
