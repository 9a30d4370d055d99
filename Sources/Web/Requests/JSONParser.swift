package import NIOCore

/// Reads JSON (RFC 8259) strictly: one value, UTF-8, no trailing comma, no lone surrogate, no name
/// twice in an object, nothing nested deeper than `maximalDepth`.
///
/// Foundation's `JSONDecoder` was tried first: on Linux it takes `{"a":1,}`, keeps one of two equal
/// names, looks at numbers and escapes only when they are asked for and does not say where the
/// mistake is.
package struct JSONParser {
  /// How many arrays and objects may be open at once. Requests here are flat; the limit keeps a
  /// client from using up the stack.
  package static let maximalDepth = 64

  private let bytes: UnsafeRawBufferPointer
  private var index = 0
  private var depth = 0

  private init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// The value in the readable bytes of `buffer`; throws the first mistake.
  package static func parse(_ buffer: ByteBuffer) throws(MalformedJSON) -> JSONValue {
    let result: Result<JSONValue, MalformedJSON> = buffer.withUnsafeReadableBytes { bytes in
      var parser = JSONParser(bytes)
      return Result { () throws(MalformedJSON) in try parser.document() }
    }
    return try result.get()
  }

  /// The value in `text`.
  package static func parse(_ text: String) throws(MalformedJSON) -> JSONValue {
    try parse(ByteBuffer(string: text))
  }

  private mutating func document() throws(MalformedJSON) -> JSONValue {
    skipWhiteSpace()
    if index == bytes.count { throw mistake("expected a value, found nothing") }
    let value = try value()
    skipWhiteSpace()
    if index < bytes.count { throw mistake("expected nothing after the value") }
    return value
  }

  private mutating func value() throws(MalformedJSON) -> JSONValue {
    guard let byte = current else { throw mistake("expected a value, found the end") }
    switch byte {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: throw mistake("expected a value")
    }
  }

  private mutating func object() throws(MalformedJSON) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    var others: Set<String> = []
    try open()
    if close(with: UInt8(ascii: "}")) { return members }
    repeat {
      skipWhiteSpace()
      guard current == UInt8(ascii: "\"") else { throw mistake("expected the name of a member") }
      let start = index
      let name = try string()
      guard isNew(name, among: members, others: &others) else {
        throw mistake("found a name for the second time", at: start)
      }
      skipWhiteSpace()
      guard take(UInt8(ascii: ":")) else { throw mistake("expected a colon") }
      skipWhiteSpace()
      members.append(JSONValue.Member(name: name, value: try value()))
      skipWhiteSpace()
    } while take(UInt8(ascii: ","))
    guard close(with: UInt8(ascii: "}")) else { throw mistake("expected a comma or a brace") }
    return members
  }

  /// Whether no member has this name yet. A few names are compared; more are looked up.
  private func isNew(
    _ name: String, among members: [JSONValue.Member], others: inout Set<String>
  ) -> Bool {
    if members.count < 8 { return !members.contains { $0.name == name } }
    if others.isEmpty { others = Set(members.map(\.name)) }
    return others.insert(name).inserted
  }

  private mutating func array() throws(MalformedJSON) -> [JSONValue] {
    var elements: [JSONValue] = []
    try open()
    if close(with: UInt8(ascii: "]")) { return elements }
    repeat {
      skipWhiteSpace()
      elements.append(try value())
      skipWhiteSpace()
    } while take(UInt8(ascii: ","))
    guard close(with: UInt8(ascii: "]")) else { throw mistake("expected a comma or a bracket") }
    return elements
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(MalformedJSON) -> JSONValue {
    let expected = UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes[index...].starts(with: expected) else { throw mistake("expected \(word)") }
    index += expected.count
    return value
  }

  private mutating func number() throws(MalformedJSON) -> String {
    let start = index
    _ = take(UInt8(ascii: "-"))
    if take(UInt8(ascii: "0")) {
      if currentIsDigit { throw mistake("expected no digit after a leading zero") }
    } else {
      try digits()
    }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func digits() throws(MalformedJSON) {
    guard currentIsDigit else { throw mistake("expected a digit") }
    while currentIsDigit { index += 1 }
  }
}

// MARK: - Strings

extension JSONParser {
  private mutating func string() throws(MalformedJSON) -> String {
    let quote = index
    index += 1
    var start = index
    var text = ""
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        let run = try run(from: start)
        index += 1
        if text.isEmpty { return run }
        text += run
        return text
      case UInt8(ascii: "\\"):
        // In place: a copy for each escape would make a body of escapes cost its length squared.
        text += try run(from: start)
        text.append(Character(try escape()))
        start = index
      case 0..<0x20: throw mistake("found a control character that is not escaped")
      default: index += 1
      }
    }
    throw mistake("found a text that does not end", at: quote)
  }

  /// The characters since `start`, none of which is escaped.
  private func run(from start: Int) throws(MalformedJSON) -> String {
    let run = UnsafeRawBufferPointer(rebasing: bytes[start..<index])
    // Most texts are ASCII, which needs no validation, the slower of the two.
    if run.allSatisfy({ $0 < 0x80 }) { return String(decoding: run, as: UTF8.self) }
    guard let run = String(validating: run, as: UTF8.self) else {
      throw mistake("found bytes that are not UTF-8", at: start)
    }
    return run
  }

  private mutating func escape() throws(MalformedJSON) -> Unicode.Scalar {
    let start = index
    index += 1
    guard let byte = current else { throw mistake("found the end within an escape") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(from: start)
    default: throw mistake("found an escape that JSON does not have", at: start)
    }
  }

  /// The scalar of `\uXXXX`, or of two of them that are a pair of surrogates (RFC 8259 section 7).
  private mutating func unicodeEscape(from start: Int) throws(MalformedJSON) -> Unicode.Scalar {
    let first = try hexadecimalUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard UTF16.isLeadSurrogate(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      throw mistake("found half of a surrogate pair", at: start)
    }
    let second = try hexadecimalUnit()
    guard UTF16.isTrailSurrogate(second) else {
      throw mistake("found half of a surrogate pair", at: start)
    }
    return UTF16.decode(UTF16.EncodedScalar([first, second]))
  }

  private mutating func hexadecimalUnit() throws(MalformedJSON) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = current.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
        throw mistake("expected a hexadecimal digit")
      }
      unit = unit << 4 | UInt16(digit)
      index += 1
    }
    return unit
  }
}

// MARK: - Bytes

extension JSONParser {
  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private var currentIsDigit: Bool {
    current.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? false
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    index += 1
    return true
  }

  private mutating func open() throws(MalformedJSON) {
    depth += 1
    if depth > Self.maximalDepth {
      throw mistake("found more than \(Self.maximalDepth) levels of arrays and objects")
    }
    index += 1
    skipWhiteSpace()
  }

  private mutating func close(with byte: UInt8) -> Bool {
    guard take(byte) else { return false }
    depth -= 1
    return true
  }

  private mutating func skipWhiteSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      index += 1
    }
  }

  private func mistake(_ reason: String, at place: Int? = nil) -> MalformedJSON {
    let before = bytes[..<(place ?? index)]
    let line = before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return MalformedJSON(reason: reason, line: line, column: before.count - lineStart + 1)
  }
}
