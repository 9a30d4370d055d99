/// Takes the body out of an answer that is sent in chunks (RFC 9112 section 7.1), as it comes in.
package struct ChunkReader: Sendable {
  private enum Place {
    case header
    case size
    /// In a chunk, of which so many bytes are to come, line break included.
    case chunk(rest: Int)
    case end
  }

  private var place = Place.header
  private var line: [UInt8] = []

  /// The status line and the fields, as far as they have come.
  package private(set) var header: [UInt8] = []
  /// Whether the last chunk has come, which says that the answer is complete.
  package var isComplete: Bool { if case .end = place { true } else { false } }

  package init() {}

  /// Reads more of the answer, and passes on what is of the body, with whether it is the begin of
  /// a chunk.
  package mutating func read(
    _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer, _ isBegin: Bool) -> Void
  ) {
    var rest = bytes[...]
    var isBegin = false
    while let byte = rest.first {
      switch place {
      case .header:
        header.append(byte)
        rest = rest.dropFirst()
        if header.suffix(4) == [13, 10, 13, 10] { place = .size }
      case .size:
        line.append(byte)
        rest = rest.dropFirst()
        guard byte == 10 else { continue }
        let size = Int(String(decoding: line.dropLast(2), as: UTF8.self), radix: 16) ?? 0
        line = []
        isBegin = true
        place = size == 0 ? .end : .chunk(rest: size + 2)
      case .chunk(let left):
        let part = rest.prefix(left)
        let data = part.prefix(max(0, left - 2))
        if !data.isEmpty { body(UnsafeRawBufferPointer(rebasing: data), isBegin) }
        isBegin = false
        rest = rest.dropFirst(part.count)
        place = part.count == left ? .size : .chunk(rest: left - part.count)
      case .end: return
      }
    }
  }
}
