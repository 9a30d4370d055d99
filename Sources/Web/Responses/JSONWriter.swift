import Domain
package import NIOCore

/// Writes JSON (RFC 8259) straight into the buffer that is sent: members in the order of the calls,
/// null written out, no white space.
package struct JSONWriter {
  /// What was written so far.
  package private(set) var buffer: ByteBuffer
  private var needsComma = false

  /// A writer with room for `capacity` bytes, which grows as needed.
  package init(capacity: Int = 1024) {
    buffer = ByteBuffer()
    buffer.reserveCapacity(capacity)
  }

  /// Writes an object whose members `body` writes by `field`.
  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    enclose(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  /// Writes an array whose elements `body` writes by `value`.
  package mutating func array(_ body: (inout JSONWriter) -> Void) {
    enclose(UInt8(ascii: "["), UInt8(ascii: "]"), body)
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

  /// Writes an element of an array, or the whole document; null for nil.
  package mutating func value<Value: JSONWritable>(_ value: Value?) {
    comma()
    if let value { value.write(to: &self) } else { buffer.writeStaticString("null") }
    needsComma = true
  }

  /// Names are words of our own, which need no escapes.
  private mutating func key(_ name: String) {
    buffer.writeStaticString(needsComma ? ",\"" : "\"")
    buffer.writeString(name)
    buffer.writeStaticString("\":")
    needsComma = false
  }

  private mutating func comma() {
    if needsComma { buffer.writeInteger(UInt8(ascii: ",")) }
    needsComma = false
  }

  private mutating func enclose(
    _ opening: UInt8, _ closing: UInt8, _ body: (inout JSONWriter) -> Void
  ) {
    comma()
    buffer.writeInteger(opening)
    body(&self)
    buffer.writeInteger(closing)
    needsComma = true
  }
}

// MARK: - Scalars, for `JSONWritable`

extension JSONWriter {
  /// Writes `text` as a string. Runs without escapes are copied whole.
  mutating func write(_ text: String) {
    var text = text
    buffer.writeInteger(UInt8(ascii: "\""))
    text.withUTF8 { utf8 in
      var (start, index) = (0, 0)
      while index < utf8.count {
        let byte = utf8[index]
        if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
          buffer.writeBytes(
            UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(utf8)[start..<index]))
          writeEscape(byte)
          start = index + 1
        }
        index += 1
      }
      buffer.writeBytes(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(utf8)[start...]))
    }
    buffer.writeInteger(UInt8(ascii: "\""))
  }

  /// Writes `instant` as RFC 3339 with six digits: "2026-11-23T15:09:38.123456Z".
  mutating func write(_ instant: Instant) {
    buffer.writeInteger(UInt8(ascii: "\""))
    instant.withRFC3339 { _ = buffer.writeBytes($0) }
    buffer.writeInteger(UInt8(ascii: "\""))
  }

  /// Writes text that is JSON already.
  mutating func write(json text: String) { buffer.writeString(text) }

  /// The short forms of RFC 8259 section 7, and `\u00XX` for the other control characters.
  private mutating func writeEscape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): buffer.writeStaticString(#"\""#)
    case UInt8(ascii: "\\"): buffer.writeStaticString(#"\\"#)
    case UInt8(ascii: "\n"): buffer.writeStaticString(#"\n"#)
    case UInt8(ascii: "\r"): buffer.writeStaticString(#"\r"#)
    case UInt8(ascii: "\t"): buffer.writeStaticString(#"\t"#)
    case 0x08: buffer.writeStaticString(#"\b"#)
    case 0x0C: buffer.writeStaticString(#"\f"#)
    default: buffer.writeString((byte < 16 ? "\\u000" : "\\u00") + String(byte, radix: 16))
    }
  }
}
