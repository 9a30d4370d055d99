import HTTPTypes

/// The contract of a service as a document: OpenAPI 3.1. The same routes give the same text, byte
/// for byte.
package struct OpenAPIDocument: Sendable {
  package var title: String
  /// The version of the contract, as `1.0.0`.
  package var version: String
  /// What the service is for, in Markdown.
  package var description: String
  package var routes: [DocumentedRoute]

  /// The routes are ours, so two of one name are a mistake of ours.
  package init(title: String, version: String, description: String, routes: [DocumentedRoute]) {
    let ids = routes.map(\.operation.id)
    precondition(Set(ids).count == ids.count, "two operations have the same id: \(ids.sorted())")
    self.title = title
    self.version = version
    self.description = description
    self.routes = routes
  }

  /// The document as JSON text.
  package var text: String { json.text }

  /// The document.
  package var json: OrderedJSON {
    let info: [OrderedJSON.Member] = [
      .init("title", .string(title)),
      .init("version", .string(version)),
      .init("description", .string(description)),
    ]
    return .object([
      .init("openapi", "3.1.0"),
      .init("info", .object(info)),
      .init("servers", .array([.object([.init("url", "/")])])),
      .init("tags", tags),
      .init("paths", paths),
      .init("components", components),
    ])
  }

  /// The headings in the order in which the routes name them.
  private var tags: OrderedJSON {
    var names: [String] = []
    for route in routes where !names.contains(route.operation.tag) {
      names.append(route.operation.tag)
    }
    return .array(names.map { .object([.init("name", .string($0))]) })
  }

  private var paths: OrderedJSON {
    var paths: [String] = []
    for route in routes where !paths.contains(route.path) { paths.append(route.path) }
    return .object(
      paths.map { path in
        let methods = routes.filter { $0.path == path }.map { route in
          OrderedJSON.Member(route.method.rawValue.lowercased(), route.operation.json)
        }
        return OrderedJSON.Member(path, .object(methods))
      })
  }

  private var components: OrderedJSON {
    var schemas = Components("schemas")
    var answers = Components("responses")
    var parameters = Components("parameters")
    var headers = Components("headers")
    for route in routes {
      route.operation.forEachSchema { schema in
        if let name = schema.name { schemas.add(name, schema.definition) }
      }
      for parameter in route.operation.parameters {
        if let name = parameter.component { parameters.add(name, parameter.definition) }
      }
      for answer in route.operation.allAnswers {
        if let name = answer.component { answers.add(name, answer.definition) }
        for header in answer.allHeaders { headers.add(header.name, header.definition) }
      }
    }
    var schemes = Components("securitySchemes")
    if routes.contains(where: { $0.operation.right != nil }) {
      schemes.add(SecurityScheme.bearer.name, SecurityScheme.bearer.definition)
    }
    return .object([
      schemas.member, answers.member, parameters.member, headers.member, schemes.member,
    ])
  }
}

/// One of the sections under `components`, sorted by name.
private struct Components {
  let kind: String
  var definitions: [String: OrderedJSON] = [:]

  init(_ kind: String) { self.kind = kind }

  mutating func add(_ name: String, _ definition: OrderedJSON) {
    let known = definitions.updateValue(definition, forKey: name)
    precondition(
      known == nil || known == definition, "components/\(kind)/\(name) is two different things")
  }

  var member: OrderedJSON.Member {
    let sorted = definitions.sorted { $0.key < $1.key }
    return .init(kind, .object(sorted.map { OrderedJSON.Member($0.key, $0.value) }))
  }
}
