package import Domain
package import NIOCore

/// Writes JSON (RFC 8259) straight into the bytes that are sent: members in the order of the calls,
/// null written out, no white space.
package struct JSONWriter {
  /// What was written so far.
  private var bytes: [UInt8] = []
  private var needsComma = false

  /// A writer with room for `capacity` bytes, which grows as needed.
  package init(capacity: Int = 1024) {
    bytes.reserveCapacity(capacity)
  }

  /// What was written so far, to be sent.
  package var buffer: ByteBuffer { ByteBuffer(bytes: bytes) }

  /// What was written so far, as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes an object whose members `body` writes by `field`.
  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "{"))
    body(&self)
    close(UInt8(ascii: "}"))
  }

  /// Writes an array whose elements `body` writes by `value`.
  package mutating func array(_ body: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "["))
    body(&self)
    close(UInt8(ascii: "]"))
  }

  /// Writes a member of an object that is a text. Not generic, like the next three: a page of
  /// tickets has hundreds of members, and each would have its type looked up.
  package mutating func field(_ name: String, _ text: String) {
    key(name)
    write(text)
    needsComma = true
  }

  /// Writes a member of an object that is a text, or null for nil.
  package mutating func field(_ name: String, _ text: String?) {
    key(name)
    if let text { write(text) } else { write(json: "null") }
    needsComma = true
  }

  /// Writes a member of an object that is a number.
  package mutating func field(_ name: String, _ number: Int64) {
    key(name)
    write(number)
    needsComma = true
  }

  /// Writes a member of an object that is a time.
  package mutating func field(_ name: String, _ instant: Instant) {
    key(name)
    write(instant)
    needsComma = true
  }

  /// Writes a member of an object.
  package mutating func field<Value: JSONWritable>(_ name: String, _ value: Value) {
    key(name)
    value.write(to: &self)
    needsComma = true
  }

  /// Writes a member of an object; null for nil.
  package mutating func field<Value: JSONWritable>(_ name: String, _ value: Value?) {
    key(name)
    self.value(value)
  }

  /// Writes a member of an object that is a word of an enumeration.
  package mutating func field<Word: RawRepresentable<String>>(_ name: String, _ word: Word) {
    field(name, word.rawValue)
  }

  /// Writes a member of an object that is an object whose members `body` writes.
  package mutating func object(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    object(body)
  }

  /// Writes a member of an object that is an array whose elements `body` writes.
  package mutating func array(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    array(body)
  }

  /// Writes an element of an array, or the whole document.
  package mutating func value<Value: JSONWritable>(_ value: Value) {
    comma()
    value.write(to: &self)
    needsComma = true
  }

  /// Writes an element of an array, or the whole document; null for nil.
  package mutating func value<Value: JSONWritable>(_ value: Value?) {
    comma()
    if let value { value.write(to: &self) } else { write(json: "null") }
    needsComma = true
  }

  /// Names are words of our own, which need no escapes.
  private mutating func key(_ name: String) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: name.utf8)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func comma() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }

  private mutating func open(_ bracket: UInt8) {
    comma()
    bytes.append(bracket)
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }
}

// MARK: - Scalars, for `JSONWritable`

extension JSONWriter {
  /// Writes `text` as a string. Runs without escapes are copied whole.
  mutating func write(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { utf8 in
      var start = 0
      for (index, byte) in utf8.enumerated() where Self.needsEscape(byte) {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
        writeEscape(byte)
        start = index + 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes `instant` as RFC 3339 with six digits: "2026-11-23T15:09:38.123456Z".
  mutating func write(_ instant: Instant) {
    bytes.append(UInt8(ascii: "\""))
    instant.append(to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes `number` in decimal digits.
  mutating func write(_ number: Int64) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var (start, rest) = (digits.count, number.magnitude)
      repeat {
        start -= 1
        digits[start] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
      } while rest > 0
      if number < 0 { bytes.append(UInt8(ascii: "-")) }
      bytes.append(contentsOf: digits[start...])
    }
  }

  /// Writes text that is JSON already.
  mutating func write(json text: String) { bytes.append(contentsOf: text.utf8) }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// The short forms of RFC 8259 section 7, and `\u00XX` for the other control characters.
  private mutating func writeEscape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): write(json: #"\""#)
    case UInt8(ascii: "\\"): write(json: #"\\"#)
    case UInt8(ascii: "\n"): write(json: #"\n"#)
    case UInt8(ascii: "\r"): write(json: #"\r"#)
    case UInt8(ascii: "\t"): write(json: #"\t"#)
    case 0x08: write(json: #"\b"#)
    case 0x0C: write(json: #"\f"#)
    default: write(json: (byte < 16 ? "\\u000" : "\\u00") + String(byte, radix: 16))
    }
  }
}
