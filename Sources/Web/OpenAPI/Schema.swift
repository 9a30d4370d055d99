/// What a JSON value may be: the subset of JSON Schema 2020-12 that our documents need (OpenAPI 3.1
/// uses it as is).
///
/// A schema with a name is written once, under `components/schemas`, and referred to everywhere
/// else; the document finds it by walking what it was given, so there is no register to forget.
package struct Schema: Sendable {
  /// The name under `components/schemas`; `nil` for one that is written where it is used.
  package var name: String?
  /// What a reader is told about the value.
  package var description: String?

  var type: String?
  var isNullable = false
  /// The values of an enumeration; empty where any value of the type is allowed.
  var allowed: [OrderedJSON] = []
  /// Keywords that hold no schema, in the order in which they are written.
  var keywords: [OrderedJSON.Member] = []
  /// The members of an object, in the order in which they are written.
  var properties: [Property] = []
  /// The schema of an array's elements (none or one; an array because a structure cannot hold
  /// itself).
  var items: [Schema] = []
  /// The schemas of which a value must match one; empty where there is no choice.
  var alternatives: [Schema] = []
  /// The schema of an object's members that are not listed (none or one).
  var values: [Schema] = []
  /// Whether an object may have members that are not listed.
  var isOpen = true

  /// One member of an object.
  package struct Property: Sendable {
    package var name: String
    package var schema: Schema
    package var isRequired: Bool

    /// A member that is always there.
    package static func required(_ name: String, _ schema: Schema) -> Property {
      Property(name: name, schema: schema, isRequired: true)
    }

    /// A member that may be left out.
    package static func optional(_ name: String, _ schema: Schema) -> Property {
      Property(name: name, schema: schema, isRequired: false)
    }
  }

  /// Every schema that this one is made of, itself included.
  func forEach(_ visit: (Schema) -> Void) {
    visit(self)
    for property in properties { property.schema.forEach(visit) }
    for item in items { item.forEach(visit) }
    for value in values { value.forEach(visit) }
    for alternative in alternatives { alternative.forEach(visit) }
  }
}

extension Schema {
  /// The schema as it stands where it is used: a reference for one with a name, else all of it.
  package var json: OrderedJSON {
    guard let name else { return definition }
    let reference = OrderedJSON.object([
      .init("$ref", .string("#/components/schemas/\(name)"))
    ])
    guard isNullable else { return reference }
    return .object([.init("anyOf", .array([reference, .object([.init("type", "null")])]))])
  }

  /// All of the schema, as it stands under `components/schemas`.
  package var definition: OrderedJSON {
    var members: [OrderedJSON.Member] = []
    let saysNull = isNullable && name == nil
    if let type {
      members.append(
        .init("type", saysNull ? .array([.string(type), "null"]) : .string(type)))
    }
    if let description { members.append(.init("description", .string(description))) }
    if !allowed.isEmpty {
      members.append(.init("enum", .array(saysNull ? allowed + [.null] : allowed)))
    }
    members += keywords
    if !alternatives.isEmpty {
      members.append(.init("anyOf", .array(alternatives.map(\.json))))
    }
    if let element = items.first { members.append(.init("items", element.json)) }
    if !properties.isEmpty { members += objectMembers }
    if let value = values.first {
      members.append(.init("additionalProperties", value.json))
    }
    if type == "object", !isOpen { members.append(.init("additionalProperties", false)) }
    return .object(members)
  }

  private var objectMembers: [OrderedJSON.Member] {
    var members = [OrderedJSON.Member]()
    let described = properties.map { OrderedJSON.Member($0.name, $0.schema.json) }
    members.append(.init("properties", .object(described)))
    let required = properties.filter(\.isRequired).map { OrderedJSON.string($0.name) }
    if !required.isEmpty { members.append(.init("required", .array(required))) }
    return members
  }
}
