/// What an operation takes in its body.
package struct RequestBody: Sendable {
  package var schema: Schema
  /// Bodies to show, by a name; Swagger UI offers the first one.
  package var examples: [OrderedJSON.Member]
  /// Whether the operation can be asked without a body.
  package var isRequired: Bool

  /// A JSON body that must be there.
  package static func json(_ schema: Schema, examples: [OrderedJSON.Member] = []) -> RequestBody {
    RequestBody(schema: schema, examples: examples, isRequired: true)
  }

  /// A JSON body that may be left out.
  package static func optionalJSON(
    _ schema: Schema, examples: [OrderedJSON.Member] = []
  ) -> RequestBody {
    RequestBody(schema: schema, examples: examples, isRequired: false)
  }

  var json: OrderedJSON {
    var content: [OrderedJSON.Member] = [.init("schema", schema.json)]
    if !examples.isEmpty {
      let shown = examples.map { OrderedJSON.Member($0.name, .object([.init("value", $0.value)])) }
      content.append(.init("examples", .object(shown)))
    }
    return .object([
      .init("required", .bool(isRequired)),
      .init("content", .object([.init("application/json", .object(content))])),
    ])
  }
}
