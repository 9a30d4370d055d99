import Domain
import Web

extension Operation {
  static let createTicket: Operation = Operation(
    "create_ticket", "Report trouble", needs: .reportTickets, tag: "tickets",
    description: """
      Triage gives the ticket its category and priority and says why. The answer means: stored \
      durably, and queued for escalation where a rule says so.
      """,
    parameters: [.idempotencyKey],
    body: .json(.newTicket, examples: [.init("login", loginExample)]),
    answers: [
      .json(
        201, "The ticket.", .ticket, headers: [.etag, .location],
        links: [
          .init("read", to: "read_ticket", "id", from: "$response.body#/id"),
          .init("change", to: "change_ticket", "id", from: "$response.body#/id"),
        ])
    ])

  static let listTickets: Operation = Operation(
    "list_tickets", "List tickets, newest first", needs: .readTickets, tag: "tickets",
    parameters: [
      .query("status", .enumeration(TicketStatus.self), "Only tickets in this status."),
      .query("category", .enumeration(Category.self), "Only tickets of this category."),
      .query("priority", .enumeration(Priority.self), "Only tickets of this priority."),
      .query(
        "assignee", .text(TextRule.actor.length), "Only tickets that are assigned to this name."),
      .query(
        "requester", .text(TextRule.requester.length),
        "Only tickets that were reported by this name or address, written exactly so."),
      .query("source", .tag, "Only tickets that came in by this way."),
      .query("tag", .tag, "Only tickets that have this tag."),
      .query(
        "q", .text(TextRule.searchText.length),
        """
        Only tickets whose title or description has these words, in whatever form English gives \
        them. `"in quotes"` is a phrase, `-word` excludes, `or` is or.
        """),
      .query("created_after", .timestamp, "Only tickets created at this time or later."),
      .query("created_before", .timestamp, "Only tickets created earlier than this."),
      .include,
    ] + Parameter.page,
    answers: [
      .json(
        200, "A page.",
        .page(of: Schema.ticket.clocked(named: "ListedTicket"), named: "TicketPage"),
        headers: [.link])
    ])

  static let readTicket: Operation = Operation(
    "read_ticket", "Read a ticket", needs: .readTickets, tag: "tickets",
    parameters: [.id, .ifNoneMatch],
    answers: [
      .json(200, "The ticket.", .ticket, headers: [.etag]),
      Answer(304, "It is still as it was read.", headers: [.etag]),
    ])

  static let changeTicket: Operation = Operation(
    "change_ticket", "Change a ticket", needs: .workTickets, tag: "tickets",
    description: """
      Members that are left out stay as they are. A category or priority that is given here was \
      decided by a person from then on. A requester, assignee or source that is null is taken \
      away; tags replace all that there were. A change by which an escalation rule fits that did \
      not fit before, such as raising the priority, queues the ticket for escalation. \
      409 where the status does not allow the transition: \
      `open`, `in_progress` and `waiting` can become anything; `resolved` can become `open`, \
      `in_progress` or `closed`; `closed` is the end.
      """,
    parameters: [.id, .ifMatch],
    body: .json(.ticketChange, examples: [.init("begin", beginExample)]),
    answers: [.json(200, "The ticket as it is now.", .ticket, headers: [.etag])],
    refusals: [.conflict])

  private static let loginExample: OrderedJSON = .object([
    .init("title", "Cannot log in"),
    .init("description", "User receives invalid password error"),
  ])

  private static let beginExample: OrderedJSON = .object([.init("status", "in_progress")])
}
