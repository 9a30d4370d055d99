/// A gzip file (RFC 1952) of stored blocks (RFC 1951 section 3.2.4), made without zlib.
enum GzipFixture {
  static func compress(_ content: [UInt8]) -> [UInt8] {
    var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    let blocks = content.isEmpty ? [[]] : content.pieces(of: 65_535)
    for (index, block) in blocks.enumerated() {
      let length = UInt16(block.count)
      file.append(index == blocks.count - 1 ? 1 : 0)
      file += littleEndian(length) + littleEndian(~length) + block
    }
    return file + littleEndian(checksum(content)) + littleEndian(UInt32(content.count))
  }

  private static func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  /// CRC-32 as RFC 1952 section 8 has it, bit by bit.
  private static func checksum(_ content: [UInt8]) -> UInt32 {
    ~content.reduce(~0) { checksum, byte in
      (0..<8).reduce(checksum ^ UInt32(byte)) { rest, _ in
        rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1
      }
    }
  }
}
