import Domain
import Web

extension Operation {
  static let linkIncident: Operation = Operation(
    "link_incident", "Link it with another incident", needs: .workIncidents, tag: "incidents",
    description: """
      A link has no direction, and is an event in the timelines of both. 409 with `merged_into` \
      where one of the two is merged.
      """,
    parameters: [.id, .ifMatch, .idempotencyKey],
    body: .json(.link, examples: [.init("other", .object([.init("incident_id", 1)]))]),
    answers: [.json(200, "The incident as it is now.", .incident, headers: [.etag])])

  static let listLinks: Operation = Operation(
    "list_links", "List the incidents that it is linked with, newest first", needs: .readIncidents,
    tag: "incidents",
    parameters: [.id] + Parameter.page,
    answers: [
      .json(200, "A page.", .page(of: .incident, named: "IncidentPage"), headers: [.link])
    ])

  static let unlinkIncident: Operation = Operation(
    "unlink_incident", "Remove the link with another incident", needs: .workIncidents,
    tag: "incidents",
    parameters: [
      .id, .path("other_id", .identifier, "The incident that it is linked with."), .ifMatch,
    ],
    answers: [.json(200, "The incident as it is now.", .incident, headers: [.etag])],
    refusals: [.conflict])
}

extension Schema {
  /// What an incident is linked with.
  fileprivate static let link: Schema = Schema.object([
    .required("incident_id", .identifier)
  ]).named("Link")
}
