import Domain
import NIOCore
import Testing

@testable import Web

struct FieldReaderTests {
  /// Reads a member `x` of the object `json` by a rule; answers the value, described, and the
  /// violations.
  private func read<Rule: ValueRule>(
    _ json: String, _ rule: Rule
  ) throws -> (value: Rule.Value?, violations: [Violation]) {
    guard case .object(let members) = try JSONParser.parse(ByteBuffer(string: json)) else {
      return (nil, [])
    }
    var fields = FieldReader(members)
    let value = fields.required("x", rule)
    return (value, fields.allViolations())
  }

  @Test(arguments: [
    (#"{}"#, Violation.Code.required),
    (#"{"x":null}"#, .wrongType),
    (#"{"x":1}"#, .wrongType),
    (#"{"x":true}"#, .wrongType),
    (#"{"x":["a"]}"#, .wrongType),
    (#"{"x":{}}"#, .wrongType),
    (#"{"x":"  "}"#, .tooShort),
    (#"{"x":"\u0000"}"#, .invalidCharacter),
    (#"{"x":"ok","y":1}"#, .unknownField),
  ])
  func `a wrong text is one violation`(json: String, code: Violation.Code) throws {
    #expect(try read(json, TextRule.title).violations.map(\.code) == [code])
  }

  @Test(
    arguments: [
      ("1", 1), ("-7", nil), ("10", 10), ("11", nil), ("2.0", 2), ("2e0", 2), ("0.1e1", 1),
      ("99999999999999999999", nil), ("1e30", nil), ("1e999", nil),
    ] as [(String, Int64?)])
  func `an integer is within its limits, however it is written`(json: String, value: Int64?) throws
  {
    let read = try read(#"{"x":\#(json)}"#, IntegerRule.integer(1...10))
    #expect(read.value == value)
    #expect(read.violations.map(\.code) == (value == nil ? [.outOfRange] : []))
  }

  @Test(arguments: ["1.5", "true", "\"1\"", "null", "[]", "1e-1"])
  func `what is no integer has the wrong type`(json: String) throws {
    let read = try read(#"{"x":\#(json)}"#, IntegerRule.integer(1...10))
    #expect(
      read.violations == [
        Violation(pointer: "#/x", code: .wrongType, detail: "must be an integer")
      ])
  }

  @Test(arguments: ["1", "0", "\"true\"", "null"])
  func `only true and false are truth values`(json: String) throws {
    #expect(
      try read(#"{"x":\#(json)}"#, BooleanRule.boolean).violations.map(\.code) == [.wrongType])
    #expect(try read(#"{"x":true}"#, BooleanRule.boolean).value == true)
  }

  @Test func `a word of an enumeration is one of its words, and the violation lists them`() throws {
    #expect(try read(#"{"x":"high"}"#, OneOf<Priority>.oneOf(Priority.self)).value == .high)
    #expect(
      try read(#"{"x":"High"}"#, OneOf<Priority>.oneOf(Priority.self)).violations == [
        Violation(
          pointer: "#/x", code: .notAllowed, detail: "must be one of: high, medium, low")
      ])
  }

  @Test func `a time is RFC 3339`() throws {
    let read = try read(#"{"x":"1970-01-01T01:00:00+01:00"}"#, InstantRule.instant)
    #expect(read.value == Instant(microseconds: 0))
    #expect(
      try self.read(#"{"x":"yesterday"}"#, InstantRule.instant).violations.map(\.code)
        == [.invalidFormat])
  }

  @Test func `all violations are told at once, unknown fields last`() {
    var fields = FieldReader([
      .init(name: "titel", value: .string("?")),
      .init(name: "description", value: .number("1")),
    ])
    _ = fields.required("title", .title)
    _ = fields.required("description", .description)
    _ = fields.optional("priority", .oneOf(Priority.self))
    #expect(
      fields.allViolations() == [
        Violation(pointer: "#/title", code: .required, detail: "is missing"),
        Violation(pointer: "#/description", code: .wrongType, detail: "must be a string"),
        Violation(
          pointer: "#/titel", code: .unknownField,
          detail: "is not known; the fields are: title, description, priority"),
      ])
  }

  @Test func `optional is missing or a value, nullable may be null as well`() {
    var fields = FieldReader([.init(name: "a", value: .null), .init(name: "b", value: .null)])
    #expect(fields.optional("c", .title) == nil)
    #expect(fields.nullable("c", .title) == .none)
    #expect(fields.nullable("a", .title) == .some(nil))
    #expect(fields.allViolations().map(\.pointer) == ["#/b"])
    #expect(fields.optional("b", .title) == nil)
    #expect(fields.allViolations().map(\.code) == [.wrongType])
  }

  @Test func `required or null is a value or null, but not missing`() {
    var fields = FieldReader([
      .init(name: "a", value: .null), .init(name: "b", value: .string("x")),
      .init(name: "c", value: .number("1")),
    ])
    #expect(fields.requiredOrNull("a", .title) == .some(nil))
    #expect(fields.requiredOrNull("b", .title) == .some("x"))
    #expect(fields.requiredOrNull("c", .title) == .none)
    #expect(fields.requiredOrNull("d", .title) == .none)
    #expect(fields.allViolations().map(\.pointer) == ["#/c", "#/d"])
    #expect(fields.allViolations().map(\.code) == [.wrongType, .required])
  }

  @Test func `each object of an array is read by itself, and its violations say where it is`() {
    let one = JSONValue.object([.init(name: "x", value: .number("1"))])
    let bad = JSONValue.object([.init(name: "a/b", value: .null)])
    var fields = FieldReader([.init(name: "all", value: .array([one, bad, .null]))])
    let values = fields.required("all", objectsAtMost: 3) { index, fields -> [Int64]? in
      fields.required("x", IntegerRule(range: 1...9)).map { [Int64(index), $0] }
    }
    #expect(values == nil)
    #expect(
      fields.allViolations() == [
        Violation(pointer: "#/all/1/x", code: .required, detail: "is missing"),
        Violation(
          pointer: "#/all/1/a~1b", code: .unknownField, detail: "is not known; the fields are: x"),
        Violation(pointer: "#/all/2", code: .wrongType, detail: "must be an object"),
      ])
    var sound = FieldReader([.init(name: "all", value: .array([one, one]))])
    let read = sound.required("all", objectsAtMost: 2) { index, fields -> [Int64]? in
      fields.required("x", IntegerRule(range: 1...9)).map { [Int64(index), $0] }
    }
    #expect(read == [[0, 1], [1, 1]])
    #expect(sound.allViolations() == [])
    _ = sound.required("all", objectsAtMost: 1) { _, _ in 0 }
    _ = sound.required("none", objectsAtMost: 1) { _, _ in 0 }
    #expect(sound.allViolations().map(\.pointer) == ["#/all", "#/none"])
    #expect(sound.allViolations().map(\.code) == [.tooLong, .required])
  }

  @Test(arguments: [
    ("a/b~c", "#/a~1b~0c"), ("ü x", "#/%C3%BC%20x"), ("", "#/"), ("\"<%>", "#/%22%3C%25%3E"),
    (String(repeating: "y", count: 500), "#/" + String(repeating: "y", count: 100)),
  ])
  func `a pointer is a URI fragment`(name: String, pointer: String) {
    let fields = FieldReader([.init(name: name, value: .null)])
    #expect(fields.allViolations().map(\.pointer) == [pointer])
  }
}
