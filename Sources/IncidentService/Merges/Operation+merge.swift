import Domain
import Web

extension Operation {
  static let mergeIncident: Operation = Operation(
    "merge_incident", "Merge it into another incident", needs: .workIncidents, tag: "incidents",
    description: """
      Both must be `open` or `acknowledged`; otherwise 409 with `status_now` of the one that is \
      not. The incident is closed, and its `merged_into` is the survivor, which is `acknowledged` \
      where one of the two was, keeps the earlier `created_at` and `acknowledged_at`, and has both \
      timelines. The survivor is the incident of both tickets then.
      """,
    parameters: [.id, .ifMatch, .idempotencyKey],
    body: .json(.merge, examples: [.init("into", .object([.init("into", 1)]))]),
    answers: [
      .json(
        200, "The merged incident.", .incident, headers: [.etag],
        links: [.init("survivor", to: "read_incident", "id", from: "$response.body#/merged_into")])
    ],
    refusals: [.conflict])
}

extension Schema {
  /// Which incident another one is merged into.
  fileprivate static let merge: Schema = Schema.object([
    .required("into", .identifier)
  ]).named("Merge")
}
