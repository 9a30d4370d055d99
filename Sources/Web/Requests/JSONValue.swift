/// A JSON value of a client, as it was written (RFC 8259).
package enum JSONValue: Hashable, Sendable {
  /// A text, its escapes resolved.
  case string(String)
  /// A number, in the digits of the client: no precision is lost before somebody asks for a type.
  case number(String)
  /// `true` or `false`.
  case boolean(Bool)
  /// `null`.
  case null
  /// An array.
  case array([JSONValue])
  /// An object: its members in the order of the client, no name twice.
  case object([Member])

  /// A member of an object.
  package struct Member: Hashable, Sendable {
    /// Its name, escapes resolved.
    package let name: String
    /// Its value.
    package let value: JSONValue
  }
}
