extension Schema {
  /// Text. - Parameters:
  ///   - length: allowed lengths in Unicode code points.
  ///   - format: a format of JSON Schema, as `date-time` or `uri-reference`.
  ///   - pattern: an ECMA 262 regular expression that the text must match.
  package static func string(
    _ length: ClosedRange<Int>? = nil, format: String? = nil, pattern: String? = nil
  ) -> Schema {
    var schema = Schema(type: "string")
    if let format { schema.add("format", .string(format)) }
    if let pattern { schema.add("pattern", .string(pattern)) }
    if let length {
      schema.add("minLength", .integer(Int64(length.lowerBound)))
      schema.add("maxLength", .integer(Int64(length.upperBound)))
    }
    return schema
  }

  /// Text that people write: trimmed of white space before it is counted, never empty after that,
  /// without NUL.
  /// - Parameter length: allowed lengths in Unicode code points.
  package static func text(_ length: ClosedRange<Int>) -> Schema {
    string(length, pattern: somethingToRead)
  }

  /// At least one character that is neither white space (Unicode property White_Space) nor NUL, and
  /// no NUL anywhere.
  private static let somethingToRead: String =
    #"^[^\u0000]*[^\u0000\u0009-\u000d \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f"#
    + #"\u205f\u3000][^\u0000]*$"#

  /// A point in time as our services write it: RFC 3339, UTC, microseconds, `Z`.
  package static let timestamp: Schema = Schema.string(format: "date-time")
    .example("2026-11-23T15:09:38.123456Z")

  /// The number of a row: 1 or more, up to the largest 64-bit integer.
  package static let identifier: Schema = Schema.integer(1...Int64.max)

  /// A whole number between two bounds, both allowed.
  package static func integer(_ range: ClosedRange<Int64>) -> Schema {
    var schema = Schema(type: "integer")
    schema.add("format", "int64")
    schema.add("minimum", .integer(range.lowerBound))
    schema.add("maximum", .integer(range.upperBound))
    return schema
  }

  /// A number that need not be whole.
  package static let number: Schema = Schema(type: "number")

  /// `true` or `false`.
  package static let boolean: Schema = Schema(type: "boolean")

  /// Whatever it is.
  package static let anything: Schema = Schema()

  /// One of these words.
  package static func enumeration(_ words: [String]) -> Schema {
    var schema = Schema(type: "string")
    schema.allowed = words.map { OrderedJSON.string($0) }
    return schema
  }

  /// One of the cases of an enumeration whose raw values are the words on the wire.
  package static func enumeration<Cases>(_: Cases.Type) -> Schema
  where Cases: CaseIterable & RawRepresentable, Cases.RawValue == String {
    enumeration(Cases.allCases.map(\.rawValue))
  }

  /// A value of one of several kinds.
  package static func either(_ alternatives: [Schema]) -> Schema {
    var schema = Schema()
    schema.alternatives = alternatives
    return schema
  }

  /// A list of values of one kind.
  package static func array(of element: Schema) -> Schema {
    var schema = Schema(type: "array")
    schema.items = [element]
    return schema
  }

  /// An array of at least so many elements.
  package func atLeast(elements count: Int) -> Schema {
    var schema = self
    schema.add("minItems", .integer(Int64(count)))
    return schema
  }

  /// An array of at most so many elements.
  package func atMost(elements count: Int) -> Schema {
    var schema = self
    schema.add("maxItems", .integer(Int64(count)))
    return schema
  }

  /// An object with these members and no other.
  package static func object(_ properties: [Property]) -> Schema {
    var schema = Schema(type: "object")
    schema.properties = properties
    schema.isOpen = false
    return schema
  }

  /// An object without members: the body of a request that has nothing to say.
  package static let nothing: Schema = Schema.object([]).named("Nothing")

  /// An object that may have members besides these.
  package static func openObject(_ properties: [Property] = []) -> Schema {
    var schema = Schema(type: "object")
    schema.properties = properties
    return schema
  }

  /// An object whose values are all of one kind, under names that are not known beforehand.
  package static func dictionary(of value: Schema) -> Schema {
    var schema = Schema(type: "object")
    schema.values = [value]
    return schema
  }

  /// A page of a list as every list answers it: `items` and `next_cursor`.
  package static func page(of element: Schema, named name: String) -> Schema {
    let cursor = Schema.string().nullable
      .describedAs("What to give as `cursor` for the next page; null on the last one.")
    return object([
      .required("items", .array(of: element)),
      .required("next_cursor", cursor),
    ]).named(name)
  }

  /// This schema, written once under this name and referred to from everywhere else.
  package func named(_ name: String) -> Schema {
    var schema = self
    schema.name = name
    return schema
  }

  /// This schema, or `null`.
  package var nullable: Schema {
    var schema = self
    schema.isNullable = true
    return schema
  }

  /// This schema with a sentence for the reader. Give it before a name is given: a name's
  /// description is the same wherever it is referred to.
  package func describedAs(_ description: String) -> Schema {
    var schema = self
    schema.description = description
    return schema
  }

  /// This schema with a value to show.
  package func example(_ value: OrderedJSON) -> Schema {
    var schema = self
    schema.add("examples", .array([value]))
    return schema
  }

  /// This schema with the value that is taken where none is given.
  package func defaulting(to value: OrderedJSON) -> Schema {
    var schema = self
    schema.add("default", value)
    return schema
  }

  /// An object of which at least so many members must be given.
  package func atLeast(members count: Int) -> Schema {
    var schema = self
    schema.add("minProperties", .integer(Int64(count)))
    return schema
  }

  /// An object of which these members are given together or not at all.
  package func together(_ names: [String]) -> Schema {
    var schema = self
    schema.add(
      "dependentRequired",
      .object(
        names.map { name in
          .init(name, .array(names.filter { $0 != name }.map { .string($0) }))
        }))
    return schema
  }

  private mutating func add(_ name: String, _ value: OrderedJSON) {
    keywords.append(.init(name, value))
  }
}
