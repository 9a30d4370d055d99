/// Values made of the bytes of an input, so that a change of a byte changes a value. Where the
/// bytes are used up, all further ones are 0.
struct ByteSource {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isEmpty: Bool { rest.isEmpty }

  mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

  /// The next bytes as a number, the highest first.
  mutating func integer<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number {
    (0..<MemoryLayout<Number>.size).reduce(0) { number, _ in
      number << 8 | Number(truncatingIfNeeded: byte())
    }
  }

  /// So many bytes as the next one says, as text; what is not UTF-8 is U+FFFD.
  mutating func text() -> String {
    let length = min(Int(byte()), rest.count)
    defer { rest = rest.dropFirst(length) }
    return String(decoding: rest.prefix(length), as: UTF8.self)
  }

  /// All that is left, as text.
  mutating func remainingText() -> String {
    defer { rest = [] }
    return String(decoding: rest, as: UTF8.self)
  }

  /// A value for each byte that says so, up to `limit` and to the end; nil here and there.
  mutating func elements<Element>(
    atMost limit: Int = 40, _ element: (inout ByteSource) -> Element
  ) -> [Element?] {
    var elements: [Element?] = []
    while !isEmpty, elements.count < limit {
      switch byte() {
      case 0: return elements
      case 1..<64: elements.append(nil)
      default: elements.append(element(&self))
      }
    }
    return elements
  }
}
