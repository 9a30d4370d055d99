import Domain
import Web

extension Operation {
  static let listTicketIncidents: Operation = Operation(
    "list_ticket_incidents", "List the incidents that a ticket led to, newest first",
    needs: .readTickets, tag: "tickets",
    description: """
      In the place of an incident that was merged stands the one that survived. They are no member \
      of the ticket: an incident opens and closes without a change of the ticket, whose `ETag` \
      would then say that all is still as it was read.
      """,
    parameters: [.id] + Parameter.page,
    answers: [
      .json(
        200, "A page.", .page(of: .ticketIncident, named: "TicketIncidentPage"), headers: [.link])
    ])
}

extension Schema {
  /// An incident as the list of a ticket's has it.
  fileprivate static let ticketIncident: Schema = Schema.object([
    .required("id", .identifier),
    .required("severity", .enumeration(Priority.self)),
    .required("status", .enumeration(IncidentStatus.self)),
    .required("created_at", .timestamp),
  ]).named("TicketIncident")
}
