package import Domain

/// The name that a client gives a request, so that sending it again has no second effect
/// (draft-ietf-httpapi-idempotency-key-header).
package struct IdempotencyKey: Hashable, Sendable {
  /// The key without quotes: 1 to 255 visible characters of ASCII.
  package let value: String

  /// Reads the value of the field: a string of RFC 9651 (`"8e03978e"`), or the bare key that many
  /// clients send. Throws where it is neither.
  package init(field: String) throws(Violation) {
    let field = field.trimmingSpaces()
    guard let key = field.hasPrefix("\"") ? Self.unquoted(field) : field,
      (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
    else {
      throw Violation(
        pointer: "Idempotency-Key", code: .invalidFormat,
        detail: "must be 1 to 255 visible characters of ASCII, best in double quotes")
    }
    value = key
  }

  /// The content of a string of structured fields (RFC 9651 section 4.2.5); nil where something
  /// follows its end.
  private static func unquoted(_ field: String) -> String? {
    var rest = field.utf8.dropFirst()
    var content: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return rest.isEmpty ? String(decoding: content, as: UTF8.self) : nil
      case UInt8(ascii: "\\"):
        guard let escaped = rest.popFirst(),
          escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\")
        else { return nil }
        content.append(escaped)
      default: content.append(byte)
      }
    }
    return nil
  }
}
