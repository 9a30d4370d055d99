import Domain
import Web

extension Operation {
  static let listIncidentTickets: Operation = Operation(
    "list_incident_tickets", "List the tickets of an incident, newest first", needs: .readIncidents,
    tag: "incidents",
    description: """
      Its own and those of the incidents that were merged into it: what is resolved with it where \
      that is asked for.
      """,
    parameters: [.id] + Parameter.page,
    answers: [
      .json(
        200, "A page.", .page(of: .incidentTicket, named: "IncidentTicketPage"), headers: [.link])
    ])

  static let listResolutionPolicies: Operation = Operation(
    "list_resolution_policies", "List the resolution policies, newest first", needs: .readPolicies,
    tag: "incidents",
    description: "The first one is in force.",
    parameters: Parameter.page,
    answers: versionPage(of: .resolutionPolicy, "ResolutionPolicy"))

  static let createResolutionPolicy: Operation = Operation(
    "create_resolution_policy", "Say what becomes of the tickets of a resolved incident",
    needs: .publishPolicies, tag: "incidents",
    description: """
      `resolve`: they are resolved, unless the request says `"resolve_tickets": false`; `offer`: \
      where it says `true`; `keep`: never. In force at once; the one before is kept.
      """,
    parameters: [.idempotencyKey],
    body: .json(
      .resolutionPolicyDraft,
      examples: [
        .init(
          "resolve", .object([.init("tickets", "resolve"), .init("note", "As the desk decided")]))
      ]),
    answers: publishedVersion(.resolutionPolicy, readBy: "read_resolution_policy"))

  static let readResolutionPolicy: Operation = read(
    ResolutionPolicy.self, "read_resolution_policy", .resolutionPolicy, tag: "incidents")
}

extension Schema {
  /// A ticket as the list of an incident's has it.
  fileprivate static let incidentTicket: Schema = Schema.object([
    .required("id", .identifier),
    .required("title", .string(TextRule.title.length)),
    .required("category", .enumeration(Category.self)),
    .required("priority", .enumeration(Priority.self)),
    .required("status", .enumeration(TicketStatus.self)),
    .required("created_at", .timestamp),
  ]).named("IncidentTicket")

  /// A version of the policy.
  fileprivate static let resolutionPolicy: Schema = Schema.object([
    .required("version", .identifier),
    .required("tickets", .enumeration(ResolutionPolicy.Tickets.self)),
    .required("note", .string(TextRule.note.length)),
    .required("created_at", .timestamp),
  ]).named("ResolutionPolicy")

  /// A policy as it is posted.
  fileprivate static let resolutionPolicyDraft: Schema = Schema.object([
    .required("tickets", .enumeration(ResolutionPolicy.Tickets.self)),
    .required("note", .text(TextRule.note.length)),
  ]).named("ResolutionPolicyDraft")
}
