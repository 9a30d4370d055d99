package import Domain

/// Reads the members of a JSON object and collects everything that is wrong with them, so that a
/// client learns all of it at once.
///
/// Every member is asked for by name and rule; a member that nobody asked for is a violation too.
package struct FieldReader {
  private let members: [JSONValue.Member]
  /// The JSON pointer of the object.
  private let place: String
  private var asked: [String] = []
  private var violations: [Violation] = []

  /// A reader of the members of an object that stands at `place` of the document.
  init(_ members: [JSONValue.Member], at place: String = "#") {
    self.members = members
    self.place = place
  }

  /// The value of a member that must be there; nil after a violation.
  package mutating func required<Rule: ValueRule>(_ name: String, _ rule: Rule) -> Rule.Value? {
    demanded(name).flatMap { check($0, name, rule) }
  }

  /// `required` for a rule about texts, so that it can be written as `.title`.
  package mutating func required(_ name: String, _ rule: TextRule) -> String? {
    demanded(name).flatMap { check($0, name, rule) }
  }

  /// The value of a member that may be missing, but not null; nil where it is, or after a
  /// violation.
  package mutating func optional<Rule: ValueRule>(_ name: String, _ rule: Rule) -> Rule.Value? {
    member(name).flatMap { check($0, name, rule) }
  }

  /// `optional` for a rule about texts, so that it can be written as `.title`.
  package mutating func optional(_ name: String, _ rule: TextRule) -> String? {
    member(name).flatMap { check($0, name, rule) }
  }

  /// The value of a member that may be missing (nil) or null (`.some(nil)`); nil after a violation.
  package mutating func nullable<Rule: ValueRule>(_ name: String, _ rule: Rule) -> Rule.Value?? {
    guard let json = member(name) else { return nil }
    if json == .null { return .some(nil) }
    return check(json, name, rule).map { .some($0) }
  }

  /// `nullable` for a rule about texts, so that it can be written as `.actor`.
  package mutating func nullable(_ name: String, _ rule: TextRule) -> String?? {
    guard let json = member(name) else { return nil }
    if json == .null { return .some(nil) }
    return check(json, name, rule).map { .some($0) }
  }

  /// The value of a member that must be there and may be null (`.some(nil)`); nil after a
  /// violation.
  package mutating func requiredOrNull(_ name: String, _ rule: TextRule) -> String?? {
    guard let json = demanded(name) else { return nil }
    if json == .null { return .some(nil) }
    return check(json, name, rule).map { .some($0) }
  }

  /// The elements of a member that is an array and may be missing, but not null; nil where it is,
  /// or after violations: each element can have one of its own.
  package mutating func optional<Rule: ValueRule>(
    _ name: String, each rule: Rule, atMost limit: Int
  ) -> [Rule.Value]? {
    guard let elements = elements(name, atMost: limit) else { return nil }
    let values = elements.enumerated().compactMap { index, element in
      check(element, at: "\(pointer(to: name))/\(index)", rule)
    }
    return values.count == elements.count ? values : nil
  }

  /// The elements of a member that is an array of objects and must be there; `read` is given each
  /// with its number, from 0. Nil after violations: every member of every object can have one.
  package mutating func required<Element>(
    _ name: String, objectsAtMost limit: Int,
    _ read: (_ index: Int, inout FieldReader) -> Element?
  ) -> [Element]? {
    guard demanded(name) != nil, let elements = elements(name, atMost: limit) else { return nil }
    let values: [Element] = elements.enumerated().compactMap { index, element in
      let place = "\(pointer(to: name))/\(index)"
      guard case .object(let members) = element else {
        violations.append(
          Violation(pointer: place, code: .wrongType, detail: "must be an object"))
        return nil
      }
      var fields = FieldReader(members, at: place)
      let value = read(index, &fields)
      violations += fields.allViolations()
      return value
    }
    return values.count == elements.count ? values : nil
  }

  /// Adds a violation that no rule of a single member sees, such as two members that contradict
  /// each other.
  package mutating func refuse(_ name: String, _ code: Violation.Code, _ detail: String) {
    let pointer = pointer(to: name)
    violations.append(Violation(pointer: pointer, code: code, detail: detail))
  }

  /// Adds a violation of the object as a whole.
  package mutating func refuse(_ code: Violation.Code, _ detail: String) {
    violations.append(Violation(pointer: place, code: code, detail: detail))
  }

  /// Whether the object has no member at all.
  package var isEmpty: Bool { members.isEmpty }

  /// The raw value of the member `name`, nil where it is missing: for a value that no rule
  /// describes. It counts as asked for.
  package mutating func member(_ name: String) -> JSONValue? {
    if !asked.contains(name) { asked.append(name) }
    return members.first { $0.name == name }?.value
  }

  /// Every violation, those for members that nobody asked for last.
  func allViolations() -> [Violation] {
    let unknown = members.filter { !asked.contains($0.name) }
    if unknown.isEmpty { return violations }
    let detail =
      asked.isEmpty
      ? "is not known; there are no fields"
      : "is not known; the fields are: \(asked.joined(separator: ", "))"
    return violations
      + unknown.map {
        Violation(pointer: pointer(to: $0.name), code: .unknownField, detail: detail)
      }
  }

  private mutating func demanded(_ name: String) -> JSONValue? {
    let json = member(name)
    if json == nil { refuse(name, .required, "is missing") }
    return json
  }

  private mutating func elements(_ name: String, atMost limit: Int) -> [JSONValue]? {
    guard let json = member(name) else { return nil }
    guard case .array(let elements) = json else {
      refuse(name, .wrongType, "must be an array")
      return nil
    }
    guard elements.count <= limit else {
      refuse(name, .tooLong, "must have at most \(limit) elements, has \(elements.count)")
      return nil
    }
    return elements
  }

  private mutating func check<Rule: ValueRule>(
    _ json: JSONValue, _ name: String, _ rule: Rule
  ) -> Rule.Value? {
    check(json, at: pointer(to: name), rule)
  }

  private mutating func check<Rule: ValueRule>(
    _ json: JSONValue, at pointer: String, _ rule: Rule
  ) -> Rule.Value? {
    switch rule.check(json, at: pointer) {
    case .success(let value): return value
    case .failure(let violation):
      violations.append(violation)
      return nil
    }
  }

  /// A JSON pointer as URI fragment (RFC 6901 sections 3 and 6). A long name of a client is cut: it
  /// comes back in the answer.
  private func pointer(to name: String) -> String {
    // Our own names need nothing of all that, and are asked for in every request.
    if name.utf8.count < 32, name.utf8.allSatisfy(Self.isPlain) { return place + "/" + name }
    let escaped = String(name.prefix(100)).split(separator: "~", omittingEmptySubsequences: false)
      .joined(separator: "~0").split(separator: "/", omittingEmptySubsequences: false)
      .joined(separator: "~1")
    return place + "/" + PercentEncoding.encode(escaped)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || byte == UInt8(ascii: "_")
  }
}
