package import Domain

/// Reads the parameters of a query and collects everything that is wrong with them, so that a
/// client learns all of it at once.
///
/// Every parameter is asked for by name and rule; one that nobody asked for is a violation, and so
/// is one that is given twice.
package struct QueryReader {
  /// A parameter as the client wrote it and as it reads; `value` is nil where its percent-encoding
  /// is broken.
  private struct Parameter {
    let name: String
    let value: String?
  }

  private var parameters: [Parameter] = []
  private var asked: [String] = []
  private var violations: [Violation] = []

  /// A reader of what stands after the `?` of a URI, without it; nil reads as no parameters.
  package init(_ query: String?) {
    // By bytes: to Swift `&` is part of a character where a combining one follows it.
    for pair in (query ?? "").utf8.split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false
      ).map { Substring($0) }
      // A name that cannot be decoded is no name that anybody asks for.
      let name = PercentEncoding.decodeQuery(parts[0]) ?? String(parts[0])
      let value = parts.count == 2 ? PercentEncoding.decodeQuery(parts[1]) : ""
      parameters.append(Parameter(name: name, value: value))
    }
  }

  /// The value of a parameter that must be there; nil after a violation.
  package mutating func required<Rule: ValueRule>(_ name: String, _ rule: Rule) -> Rule.Value? {
    let before = violations.count
    let value = read(name, rule)
    if value == nil && violations.count == before { refuse(name, .required, "is missing") }
    return value
  }

  /// The value of a parameter that may be missing; nil where it is, or after a violation.
  package mutating func optional<Rule: ValueRule>(_ name: String, _ rule: Rule) -> Rule.Value? {
    read(name, rule)
  }

  /// `optional` for a rule about texts, so that it can be written as `.searchText`.
  package mutating func optional(_ name: String, _ rule: TextRule) -> String? {
    read(name, rule)
  }

  /// Adds a violation that no rule of a single parameter sees, such as two parameters that
  /// contradict each other.
  package mutating func refuse(_ name: String, _ code: Violation.Code, _ detail: String) {
    let pointer = Self.pointer(to: name)
    violations.append(Violation(pointer: pointer, code: code, detail: detail))
  }

  /// Every parameter but those named, by name, decoded.
  func pairs(without excluded: [String]) -> [(name: String, value: String)] {
    parameters.filter { !excluded.contains($0.name) }.sorted { $0.name < $1.name }
      .map { ($0.name, $0.value ?? "") }
  }

  /// Every violation, those for parameters that nobody asked for last.
  func allViolations() -> [Violation] {
    var seen = Set(asked)
    let unknown = parameters.map(\.name).filter { seen.insert($0).inserted }
    let detail =
      asked.isEmpty
      ? "is not known; there are no parameters"
      : "is not known; the parameters are: \(asked.joined(separator: ", "))"
    return violations
      + unknown.map {
        Violation(pointer: Self.pointer(to: $0), code: .unknownField, detail: detail)
      }
  }

  private mutating func read<Rule: ValueRule>(_ name: String, _ rule: Rule) -> Rule.Value? {
    asked.append(name)
    let given = parameters.filter { $0.name == name }
    guard let parameter = given.first else { return nil }
    if given.count > 1 {
      refuse(name, .conflict, "is given \(given.count) times")
      return nil
    }
    guard let text = parameter.value else {
      refuse(name, .invalidFormat, "must be percent-encoded UTF-8")
      return nil
    }
    switch rule.check(parameter: text, at: Self.pointer(to: name)) {
    case .success(let value): return value
    case .failure(let violation):
      violations.append(violation)
      return nil
    }
  }

  /// A long name of a client is cut: it comes back in the answer.
  private static func pointer(to name: String) -> String { "?" + name.prefix(100) }
}
