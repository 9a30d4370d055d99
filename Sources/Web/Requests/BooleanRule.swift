package import Domain

/// The rule of a truth value: `true` or `false`, and not 1, 0 or "yes".
package struct BooleanRule: ValueRule {
  package func check(_ json: JSONValue, at pointer: String) -> Result<Bool, Violation> {
    guard case .boolean(let value) = json else { return .failure(wrongType(at: pointer)) }
    return .success(value)
  }

  package func check(parameter text: String, at pointer: String) -> Result<Bool, Violation> {
    Bool(text).map { .success($0) } ?? .failure(wrongType(at: pointer))
  }

  private func wrongType(at pointer: String) -> Violation {
    Violation(pointer: pointer, code: .wrongType, detail: "must be true or false")
  }
}

extension ValueRule where Self == BooleanRule {
  /// `true` or `false`.
  package static var boolean: Self { BooleanRule() }
}
