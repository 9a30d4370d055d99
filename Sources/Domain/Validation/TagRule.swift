/// What a tag must be like: a word that needs no quotes wherever it is written.
package struct TagRule: Hashable, Sendable {
  /// How many characters a tag has.
  package static let length = 1...50

  /// The only rule that there is.
  package init() {}

  /// The tag, or what is wrong with it at `pointer`. Nothing is trimmed.
  package func check(_ raw: String, at pointer: String) -> Result<String, Violation> {
    guard raw.utf8.allSatisfy(Self.isAllowed) else {
      return .failure(
        Violation(
          pointer: pointer, code: .invalidFormat,
          detail: "must be made of the letters a to z, digits, and the characters - _ . :"))
    }
    return TextRule(length: Self.length).check(raw, at: pointer)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"): true
    default: false
    }
  }
}
