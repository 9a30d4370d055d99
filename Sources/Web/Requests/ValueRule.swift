package import Domain

/// What one value of a request must be like: a member of the body or a parameter of the query.
///
/// `TextRule` of the domain is one; the others are written as members of this protocol, as in
/// `fields.required("status", .oneOf(TicketStatus.self))`.
package protocol ValueRule<Value>: Sendable {
  /// What a value becomes that satisfies the rule.
  associatedtype Value

  /// The value of a member of the body, or what is wrong with it at `pointer`.
  func check(_ json: JSONValue, at pointer: String) -> Result<Value, Violation>
  /// The value of a parameter of the query, percent-decoded, or what is wrong with it at `pointer`.
  func check(parameter text: String, at pointer: String) -> Result<Value, Violation>
}

/// A rule about a value that JSON writes as a string.
package protocol StringRule: ValueRule {
  /// The value that `raw` stands for, or what is wrong with it at `pointer`.
  func check(_ raw: String, at pointer: String) -> Result<Value, Violation>
}

extension StringRule {
  package func check(_ json: JSONValue, at pointer: String) -> Result<Value, Violation> {
    guard case .string(let raw) = json else {
      return .failure(Violation(pointer: pointer, code: .wrongType, detail: "must be a string"))
    }
    return check(raw, at: pointer)
  }

  package func check(parameter text: String, at pointer: String) -> Result<Value, Violation> {
    check(text, at: pointer)
  }
}

extension TextRule: StringRule {
  package typealias Value = String
}

extension TagRule: StringRule {
  package typealias Value = String
}

extension ValueRule where Self == TagRule {
  /// A tag of a ticket.
  package static var tag: Self { TagRule() }
}
