import Domain
import Web

extension Operation {
  static let escalateTicket: Operation = Operation(
    "escalate_ticket", "Escalate a ticket by hand", needs: .escalateTickets, tag: "incidents",
    description: "`id` is the ticket's. A ticket that has an open incident keeps it: 200.",
    parameters: [.id, .idempotencyKey], body: .optionalJSON(.nothing),
    answers: [
      .json(200, "The open incident that the ticket has.", .incident, headers: [.etag, .location]),
      .json(
        201, "The new incident.", .incident, headers: [.etag, .location],
        links: [
          .init("read", to: "read_incident", "id", from: "$response.body#/id"),
          .init("acknowledge", to: "acknowledge_incident", "id", from: "$response.body#/id"),
          .init("timeline", to: "read_timeline", "id", from: "$response.body#/id"),
        ]),
    ])

  static let listIncidents: Operation = Operation(
    "list_incidents", "List incidents, newest first", needs: .readIncidents, tag: "incidents",
    parameters: [
      .query("status", .enumeration(IncidentStatus.self), "Only incidents in this status."),
      .query("severity", .enumeration(Priority.self), "Only incidents of this severity."),
      .query(
        "ticket_id", .identifier,
        "Only incidents of this ticket, also one that its own was merged into."),
      .query(
        "escalation", .enumeration(IncidentFilter.Escalation.self),
        """
        Only incidents that nobody has acknowledged and that somebody is still to be told about, \
        or that everybody was told about in vain.
        """),
      .include,
    ] + Parameter.page,
    answers: [
      .json(
        200, "A page.",
        .page(of: Schema.incident.clocked(named: "ListedIncident"), named: "ListedIncidentPage"),
        headers: [.link])
    ])

  static let readIncident: Operation = Operation(
    "read_incident", "Read an incident", needs: .readIncidents, tag: "incidents",
    parameters: [.id, .ifNoneMatch],
    answers: [
      .json(200, "The incident.", .incident, headers: [.etag]),
      Answer(304, "It is still as it was read.", headers: [.etag]),
    ])

  static let readTimeline: Operation = Operation(
    "read_timeline", "Read what happened to an incident, oldest first", needs: .readIncidents,
    tag: "incidents", description: "From the ledger. Not what was archived since.",
    parameters: [.id] + Parameter.page,
    answers: [
      .json(200, "A page.", .page(of: .event, named: "EventPage"), headers: [.link])
    ])
}
