import Domain
import Web

extension Operation {
  static let readTimeline: Operation = Operation(
    "read_timeline", "Read what happened to a ticket, oldest first", needs: .readTickets,
    tag: "tickets",
    description: """
      Every change of the ticket, everything that was said about it, and what happened to the \
      incidents that were made of it, from the ledger. Not what was archived since.
      """,
    parameters: [.id] + Parameter.page,
    answers: [
      .json(200, "A page.", .page(of: .event, named: "EventPage"), headers: [.link])
    ])
}
