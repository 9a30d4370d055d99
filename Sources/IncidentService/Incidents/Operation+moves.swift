import Domain
import Web

extension Operation {
  static let changeIncident: Operation = Operation(
    "change_incident", "Change or close an incident", needs: .workIncidents, tag: "incidents",
    description: """
      Members that are left out stay as they are. A severity needs its `reason`, which the \
      timeline keeps. The one status that is given here is `closed`, from `resolved` only. 409 \
      with `status_now` where the status does not allow it; a closed incident does not change any \
      more.
      """,
    parameters: [.id, .ifMatch],
    body: .json(
      .incidentChange,
      examples: [.init("severity", severityExample), .init("close", closeExample)]),
    answers: [.json(200, "The incident as it is now.", .incident, headers: [.etag])],
    refusals: [.conflict])

  static let acknowledgeIncident: Operation = move(
    "acknowledge_incident", "Say that somebody looks at it",
    "From `open` only; otherwise 409 with `status_now`.")

  static let resolveIncident: Operation = move(
    "resolve_incident", "Say that the trouble is over",
    """
    From `open` or `acknowledged`; otherwise 409 with `status_now`. With `resolve_tickets` its \
    tickets are resolved, too, a moment later, in the name of who resolved the incident; without \
    it the resolution policy decides. 409 where the policy keeps them as they are.
    """,
    body: .optionalJSON(
      .resolution, examples: [.init("all", .object([.init("resolve_tickets", true)]))]))

  static let reopenIncident: Operation = move(
    "reopen_incident", "Say that the trouble is back",
    """
    From `resolved` only, and only while its ticket has no other open incident; otherwise 409 with \
    `status_now`. It is `open` then, and keeps when it was first acknowledged.
    """)

  static let assignIncident: Operation = move(
    "assign_incident", "Say who works on it",
    "`null` is nobody. In any status but `closed`; there 409 with `status_now`.",
    body: .json(.assignment, examples: [.init("ann", .object([.init("assignee", "ann")]))]))

  static let noteIncident: Operation = move(
    "note_incident", "Say something about it",
    "The note is an event of the timeline, `incident.noted`.",
    body: .json(.note, examples: [.init("restart", .object([.init("note", "Restarted it.")]))]))

  private static func move(
    _ id: String, _ summary: String, _ description: String,
    body: RequestBody = .optionalJSON(.nothing)
  ) -> Operation {
    Operation(
      id, summary, needs: .workIncidents, tag: "incidents", description: description,
      parameters: [.id, .ifMatch, .idempotencyKey], body: body,
      answers: [.json(200, "The incident as it is now.", .incident, headers: [.etag])],
      refusals: [.conflict])
  }

  private static let severityExample: OrderedJSON = .object([
    .init("severity", "medium"), .init("reason", "One office only"),
  ])

  private static let closeExample: OrderedJSON = .object([.init("status", "closed")])
}
