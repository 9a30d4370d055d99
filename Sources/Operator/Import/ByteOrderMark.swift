/// Takes the UTF-8 byte order mark, which spreadsheets like to write, off the start of a file.
struct ByteOrderMark {
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private var held: [UInt8]? = []

  /// The bytes of `chunk` that are content; nothing while the start may still become a mark.
  mutating func strip(_ chunk: [UInt8]) -> [UInt8] {
    guard let start = held else { return chunk }
    let bytes = start + chunk
    if bytes.count < Self.mark.count, Self.mark.starts(with: bytes) {
      held = bytes
      return []
    }
    held = nil
    return bytes.starts(with: Self.mark) ? Array(bytes.dropFirst(Self.mark.count)) : bytes
  }

  /// What was held back when the file ended.
  mutating func finish() -> [UInt8] {
    defer { held = nil }
    return held ?? []
  }
}
