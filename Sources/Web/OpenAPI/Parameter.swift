/// A value that an operation takes besides its body. One with a component name is written once,
/// under `components/parameters`.
package struct Parameter: Sendable {
  /// Where a parameter is found.
  package enum Place: String, Sendable {
    case path, query, header
  }

  /// The name of the parameter: that of the path's braces, of the query's key, or of the header
  /// field.
  package var name: String
  package var place: Place
  package var description: String
  package var schema: Schema
  package var isRequired: Bool
  /// The name under `components/parameters`; `nil` for one that is written where it is used.
  package var component: String?

  /// A parameter between braces in the path, always required.
  package static func path(_ name: String, _ schema: Schema, _ description: String) -> Parameter {
    Parameter(
      name: name, place: .path, description: description, schema: schema, isRequired: true)
  }

  /// An optional parameter of the query, given at most once.
  package static func query(_ name: String, _ schema: Schema, _ description: String) -> Parameter {
    Parameter(
      name: name, place: .query, description: description, schema: schema, isRequired: false)
  }

  /// An optional header field.
  package static func header(_ name: String, _ schema: Schema, _ description: String) -> Parameter {
    Parameter(
      name: name, place: .header, description: description, schema: schema, isRequired: false)
  }

  /// This parameter, written once under this name.
  package func shared(as component: String) -> Parameter {
    var parameter = self
    parameter.component = component
    return parameter
  }

  /// The parameter as it stands in an operation.
  package var json: OrderedJSON {
    guard let component else { return definition }
    return .object([.init("$ref", .string("#/components/parameters/\(component)"))])
  }

  /// All of the parameter.
  package var definition: OrderedJSON {
    .object([
      .init("name", .string(name)),
      .init("in", .string(place.rawValue)),
      .init("description", .string(description)),
      .init("required", .bool(isRequired)),
      .init("schema", schema.json),
    ])
  }
}
