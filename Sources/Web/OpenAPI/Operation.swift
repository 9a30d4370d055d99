package import Domain

/// What a method does at a path, for people and for programs: the documentation of one route.
///
/// The refusals that follow from what an operation takes are added by themselves: nobody has to
/// write that a body can be malformed, or that the database can be away.
///
///     Operation(
///       "get_ticket", "Read a ticket", needs: .readTickets, tag: "tickets",
///       parameters: [.id, .ifNoneMatch],
///       answers: [
///         .json(200, "The ticket.", .ticket, headers: [.etag]), Answer(304, "Still the same."),
///       ])
package struct Operation: Sendable {
  /// The operation's name for programs, in snake case; unique in a document.
  package var id: String
  /// What it does, in a few words.
  package var summary: String
  /// What else there is to know, in Markdown.
  package var description: String?
  /// The right that it takes; nil: it is open to everybody.
  package var right: Right?
  /// Under which heading it stands.
  package var tag: String
  package var parameters: [Parameter]
  package var body: RequestBody?
  /// The answers besides the refusals that are added.
  package var answers: [Answer]
  /// The refusals besides those that are added.
  package var refusals: [Refusal]
  /// Whether it asks the database, and so can find it unavailable.
  package var needsDatabase = true

  package init(
    _ id: String, _ summary: String, needs right: Right?, tag: String, description: String? = nil,
    parameters: [Parameter] = [], body: RequestBody? = nil, answers: [Answer],
    refusals: [Refusal] = []
  ) {
    self.id = id
    self.summary = summary
    self.right = right
    self.tag = tag
    self.description = description
    self.parameters = parameters
    self.body = body
    self.answers = answers
    self.refusals = refusals
  }

  /// This operation, answered from memory.
  package var withoutDatabase: Operation {
    var operation = self
    operation.needsDatabase = false
    return operation
  }

  /// Every answer, by status; each status once.
  package var allAnswers: [Answer] {
    let written = Set(answers.map(\.status))
    let added = allRefusals.filter { !written.contains($0.rawValue) }.map(\.answer)
    return (answers + added).sorted { $0.status < $1.status }
  }

  private var allRefusals: Set<Refusal> {
    var all = Set(refusals + [.failed])
    // Who asks may have to be looked up.
    if needsDatabase || right != nil { all.insert(.unavailable) }
    if right != nil { all.formUnion([.unauthenticated, .forbidden, .tooManyRequests]) }
    if body != nil {
      all.formUnion([.malformed, .contentTooLarge, .unsupportedMediaType, .invalid])
    }
    if !parameters.isEmpty { all.insert(.invalid) }
    if parameters.contains(where: { $0.place == .path }) { all.insert(.notFound) }
    if parameters.contains(where: { $0.name == Parameter.ifMatch.name }) {
      all.insert(.preconditionFailed)
    }
    if parameters.contains(where: { $0.name == Parameter.idempotencyKey.name }) {
      all.insert(.conflict)
    }
    return all
  }

  /// The operation as it stands under its path and method.
  package var json: OrderedJSON {
    var members: [OrderedJSON.Member] = [
      .init("operationId", .string(id)),
      .init("summary", .string(summary)),
    ]
    if let description { members.append(.init("description", .string(description))) }
    members.append(.init("tags", .array([.string(tag)])))
    let schemes = right == nil ? [] : [SecurityScheme.bearer.requirement]
    members.append(.init("security", .array(schemes)))
    if !parameters.isEmpty {
      members.append(.init("parameters", .array(parameters.map(\.json))))
    }
    if let body { members.append(.init("requestBody", body.json)) }
    let answers = allAnswers.map { OrderedJSON.Member(String($0.status), $0.json) }
    members.append(.init("responses", .object(answers)))
    return .object(members)
  }

  /// Every schema that the operation mentions, parts included.
  func forEachSchema(_ visit: (Schema) -> Void) {
    for parameter in parameters { parameter.schema.forEach(visit) }
    body?.schema.forEach(visit)
    for answer in allAnswers {
      for body in answer.bodies { body.schema.forEach(visit) }
      for header in answer.allHeaders { header.schema.forEach(visit) }
    }
  }
}
