package import Domain
import Foundation

/// The place in a list where its next page begins: after the row with this time and id.
///
/// To a client it is opaque. It carries a checksum over itself, the list and the filters, so that a
/// cursor that was edited or belongs to another list is refused instead of skipping rows. It is no
/// secret and no permission: who forges a right one reads what he could have asked for anyway.
package struct Cursor: Hashable, Sendable {
  /// The time of the last row of the page before.
  package let at: Instant
  /// The id of that row, which decides between rows of the same time.
  package let id: Int64

  /// The place after the row of this time and id.
  package init(at: Instant, id: Int64) {
    self.at = at
    self.id = id
  }

  private static let version: UInt8 = 1
  private static let size = 1 + 8 + 8 + 4

  /// Reads what `text(for:)` wrote for the same list; nil for anything else.
  init?(text: String, for list: String) {
    // 28 characters are 21 bytes exactly, so each cursor has a single spelling.
    guard text.utf8.count == 28, let bytes = Data(base64URL: text), bytes.count == Self.size,
      bytes[0] == Self.version
    else { return nil }
    at = Instant(microseconds: Int64(bitPattern: bytes[1..<9].bigEndianInteger()))
    id = Int64(bitPattern: bytes[9..<17].bigEndianInteger())
    let sum: UInt32 = bytes[17..<21].bigEndianInteger()
    guard sum == Self.checksum(bytes[..<17], list), id > 0, Self.writable.contains(at) else {
      return nil
    }
  }

  /// The cursor as it goes to a client: 28 characters of base64url (RFC 4648 section 5). `list` is
  /// the list with its filters, always written the same way.
  func text(for list: String) -> String {
    var bytes = Data([Self.version])
    bytes.append(bigEndian: UInt64(bitPattern: at.microseconds))
    bytes.append(bigEndian: UInt64(bitPattern: id))
    bytes.append(bigEndian: Self.checksum(bytes, list))
    return bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
  }

  /// The years 0001 to 9999: a time that PostgreSQL cannot hold would be an error there.
  private static let writable =
    Instant(microseconds: -62_135_596_800_000_000)...Instant(microseconds: 253_402_300_799_999_999)

  /// FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
  private static func checksum(_ bytes: Data, _ list: String) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    for byte in list.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return hash
  }
}

extension Data {
  fileprivate init?(base64URL text: String) {
    let isURLSafe = text.utf8.allSatisfy { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") }
    guard isURLSafe else { return nil }
    self.init(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/"))
  }

  fileprivate func bigEndianInteger<Number: FixedWidthInteger>() -> Number {
    reduce(0) { $0 << 8 | Number($1) }
  }

  fileprivate mutating func append(bigEndian number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
  }
}
