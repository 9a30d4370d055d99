/// One way in which an operation answers: a status with what comes along.
package struct Answer: Sendable {
  /// The status code, 200 to 599.
  package var status: Int
  package var description: String
  /// The body: one of these; empty for an answer without one.
  package var bodies: [Body]
  /// The header fields besides `X-Request-Id`, which every answer has.
  package var headers: [ResponseHeader]
  /// What else can be asked about the resource in this answer.
  package var links: [Link] = []
  /// The name under `components/responses`; `nil` for an answer that is written where it is used.
  package var component: String?

  /// What the bytes of a body are.
  package struct Body: Sendable {
    /// The media type, without parameters.
    package var mediaType: String
    package var schema: Schema
    /// A body to show; without one, readers see what their tool makes of the schema.
    package var example: OrderedJSON?

    package init(_ mediaType: String, _ schema: Schema, example: OrderedJSON? = nil) {
      self.mediaType = mediaType
      self.schema = schema
      self.example = example
    }
  }

  /// Tells that a value of this answer is a parameter of another operation.
  package struct Link: Sendable {
    /// What the link is called among the links of the answer.
    package var name: String
    /// The `id` of the other operation.
    package var operation: String
    /// The parameter of the other operation, as `id`.
    package var parameter: String
    /// Where its value stands in this answer: a runtime expression, as `$response.body#/id`.
    package var value: String

    package init(_ name: String, to operation: String, _ parameter: String, from value: String) {
      self.name = name
      self.operation = operation
      self.parameter = parameter
      self.value = value
    }
  }

  package init(
    _ status: Int, _ description: String, bodies: [Body] = [], headers: [ResponseHeader] = [],
    links: [Link] = []
  ) {
    self.status = status
    self.description = description
    self.bodies = bodies
    self.headers = headers
    self.links = links
  }

  /// An answer with a JSON body.
  package static func json(
    _ status: Int, _ description: String, _ schema: Schema, example: OrderedJSON? = nil,
    headers: [ResponseHeader] = [], links: [Link] = []
  ) -> Answer {
    let body = Body("application/json", schema, example: example)
    return Answer(status, description, bodies: [body], headers: headers, links: links)
  }

  /// The answer as it stands in an operation.
  package var json: OrderedJSON {
    guard let component else { return definition }
    return .object([.init("$ref", .string("#/components/responses/\(component)"))])
  }

  /// Every header field of the answer.
  var allHeaders: [ResponseHeader] { headers + [.requestID] }

  /// All of the answer.
  package var definition: OrderedJSON {
    var members: [OrderedJSON.Member] = [.init("description", .string(description))]
    members.append(
      .init("headers", .object(allHeaders.map { OrderedJSON.Member($0.name, $0.reference) })))
    if !bodies.isEmpty {
      let content = bodies.map { OrderedJSON.Member($0.mediaType, $0.json) }
      members.append(.init("content", .object(content)))
    }
    if !links.isEmpty {
      members.append(.init("links", .object(links.map { .init($0.name, $0.json) })))
    }
    return .object(members)
  }
}

extension Answer.Body {
  var json: OrderedJSON {
    var members: [OrderedJSON.Member] = [.init("schema", schema.json)]
    if let example { members.append(.init("example", example)) }
    return .object(members)
  }
}

extension Answer.Link {
  var json: OrderedJSON {
    .object([
      .init("operationId", .string(operation)),
      .init("parameters", .object([.init(parameter, .string(value))])),
    ])
  }
}
