package import Domain

/// The rule of an enumeration: one of its words, written exactly so.
package struct OneOf<Word>: StringRule
where Word: RawRepresentable & CaseIterable & Sendable, Word.RawValue == String {
  package typealias Value = Word

  package func check(_ raw: String, at pointer: String) -> Result<Word, Violation> {
    if let word = Word(rawValue: raw) { return .success(word) }
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    return .failure(
      Violation(pointer: pointer, code: .notAllowed, detail: "must be one of: \(words)"))
  }
}

extension ValueRule {
  /// One of the words of `type`.
  package static func oneOf<Word>(_ type: Word.Type) -> Self where Self == OneOf<Word> { OneOf() }
}
