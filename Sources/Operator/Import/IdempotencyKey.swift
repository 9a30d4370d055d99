/// The `Idempotency-Key` of a row: the same for the same row of the same file, today and tomorrow.
///
/// 128-bit FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/, RFC 9923) over title and description
/// as they are sent and the line, parted by a byte that UTF-8 does not have. It tells rows apart
/// that say the same on different lines, and knows a row again whether the file is compressed or
/// not and whatever it is called. It need not resist forgery: the server compares the request too.
package struct IdempotencyKey: Hashable, Sendable, CustomStringConvertible {
  private var hash: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D

  /// The key of a ticket at a line (from 1) of a file.
  package init(_ ticket: TicketText, line: Int) {
    add(ticket.title.utf8)
    add(ticket.description.utf8)
    add(String(line).utf8)
  }

  /// `import-` and 32 hexadecimal digits.
  package var description: String {
    let digits = String(hash, radix: 16)
    return "import-" + String(repeating: "0", count: 32 - digits.count) + digits
  }

  private mutating func add(_ text: String.UTF8View) {
    for byte in text { add(byte) }
    add(0xFF)
  }

  private mutating func add(_ byte: UInt8) {
    hash ^= UInt128(byte)
    hash &*= 0x0000_0000_0100_0000_0000_0000_0000_013B
  }
}
