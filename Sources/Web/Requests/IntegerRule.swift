package import Domain

/// The rule of a whole number within limits.
package struct IntegerRule: ValueRule {
  /// What is allowed, both ends included.
  package let range: ClosedRange<Int64>

  /// A rule that allows the numbers of `range`.
  package init(range: ClosedRange<Int64>) {
    self.range = range
  }

  /// JSON knows no integers: `2.0` and `2e0` are 2 as well (JSON Schema 2020-12, section 4.2.3).
  package func check(_ json: JSONValue, at pointer: String) -> Result<Int64, Violation> {
    guard case .number(let text) = json else { return .failure(wrongType(at: pointer)) }
    if let number = Int64(text) { return check(number, at: pointer) }
    guard text.utf8.contains(where: { $0 == 0x2E || $0 | 0x20 == 0x65 }) else {
      return .failure(outOfRange(at: pointer))
    }
    guard let number = Double(text), number == number.rounded() else {
      return .failure(wrongType(at: pointer))
    }
    return Int64(exactly: number).map { check($0, at: pointer) }
      ?? .failure(outOfRange(at: pointer))
  }

  package func check(parameter text: String, at pointer: String) -> Result<Int64, Violation> {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
      return .failure(wrongType(at: pointer))
    }
    return Int64(text).map { check($0, at: pointer) } ?? .failure(outOfRange(at: pointer))
  }

  private func check(_ number: Int64, at pointer: String) -> Result<Int64, Violation> {
    range.contains(number) ? .success(number) : .failure(outOfRange(at: pointer))
  }

  private func wrongType(at pointer: String) -> Violation {
    Violation(pointer: pointer, code: .wrongType, detail: "must be an integer")
  }

  private func outOfRange(at pointer: String) -> Violation {
    Violation(
      pointer: pointer, code: .outOfRange,
      detail: "must be from \(range.lowerBound) to \(range.upperBound)")
  }
}

extension ValueRule where Self == IntegerRule {
  /// A whole number of `range`.
  package static func integer(_ range: ClosedRange<Int64>) -> Self { IntegerRule(range: range) }

  /// The id of a ticket, an incident, an event: 1 or more.
  package static var id: Self { IntegerRule(range: 1...Int64.max) }
}
