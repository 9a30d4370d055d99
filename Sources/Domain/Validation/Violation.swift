/// One thing that is wrong with what a client sent: an element of `errors` in a problem document.
package struct Violation: Error, Hashable, Sendable {
  /// What kind of mistake it is, for programs. The raw value is the word of the HTTP contract.
  package enum Code: String, CaseIterable, Codable, Hashable, Sendable {
    /// A member or parameter is missing.
    case required
    /// A member or parameter has a name that nobody reads.
    case unknownField = "unknown_field"
    /// A value has another JSON type than it should have.
    case wrongType = "wrong_type"
    /// A text has fewer characters than allowed.
    case tooShort = "too_short"
    /// A text has more characters than allowed, or an array more elements.
    case tooLong = "too_long"
    /// A number is smaller or larger than allowed.
    case outOfRange = "out_of_range"
    /// A value is none of the words of an enumeration.
    case notAllowed = "not_allowed"
    /// A text contains a character that cannot be stored (NUL).
    case invalidCharacter = "invalid_character"
    /// A text is not written as it must be: a time, a cursor, an id.
    case invalidFormat = "invalid_format"
    /// A value contradicts another value or the state of the resource.
    case conflict
  }

  /// Where the mistake is: `#/title` for a member of the body (a JSON pointer as URI fragment, RFC
  /// 6901 section 6, as in RFC 9457 section 3), `?limit` for a query parameter, `{id}` for a path
  /// parameter, the name of the field for a header.
  package let pointer: String
  /// What kind of mistake it is, for programs.
  package let code: Code
  /// What is wrong, for people: the rest of a sentence that begins with the name of the value.
  package let detail: String

  /// A mistake of the kind `code` at `pointer`, explained by `detail`.
  package init(pointer: String, code: Code, detail: String) {
    self.pointer = pointer
    self.code = code
    self.detail = detail
  }
}
