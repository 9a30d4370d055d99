/// A JSON value whose members keep the order in which they were written, so that the same value is
/// always the same text. For documents made once, not for the hot path.
package indirect enum OrderedJSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// A number that is not whole. What JSON has no text for (NaN, the infinities) is written as
  /// `null`.
  case number(Double)
  case string(String)
  case array([OrderedJSON])
  case object([Member])

  /// One `"name": value` of an object.
  package struct Member: Sendable, Equatable {
    package var name: String
    package var value: OrderedJSON

    package init(_ name: String, _ value: OrderedJSON) {
      self.name = name
      self.value = value
    }
  }

  /// The value as JSON text, without white space between tokens.
  package var text: String {
    var text = ""
    append(to: &text)
    return text
  }

  /// Writes the JSON text of this value after what `text` holds already.
  package func append(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.isFinite ? "\(value)" : "null"
    case .string(let value): Self.appendString(value, to: &text)
    case .array(let values): Self.append(values, to: &text)
    case .object(let members): Self.append(members, to: &text)
    }
  }

  private static func append(_ values: [OrderedJSON], to text: inout String) {
    text += "["
    var isFirst = true
    for value in values {
      if !isFirst { text += "," }
      isFirst = false
      value.append(to: &text)
    }
    text += "]"
  }

  private static func append(_ members: [Member], to text: inout String) {
    text += "{"
    var isFirst = true
    for member in members {
      if !isFirst { text += "," }
      isFirst = false
      appendString(member.name, to: &text)
      text += ":"
      member.value.append(to: &text)
    }
    text += "}"
  }

  /// RFC 8259, section 7: the quotation mark, the backslash and the control characters are escaped,
  /// nothing else.
  private static func appendString(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..<"\u{20}":
        let hex = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension OrderedJSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
}
