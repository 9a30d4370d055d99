package import Postgres

/// A link of the chain that proves the ledger: what is worth keeping elsewhere. As text it is
/// `7:` and 64 hexadecimal digits.
package struct Seal: Hashable, Sendable, CustomStringConvertible {
  /// The place in the chain, from 1.
  package let number: Int64
  /// The SHA-256 of the seal, in lower-case hexadecimal.
  package let hash: String

  /// The seal of this number and hash.
  package init(number: Int64, hash: String) {
    self.number = number
    self.hash = hash
  }

  /// Reads what `description` wrote; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int64(parts[0]), number > 0, parts[1].utf8.count == 64,
      parts[1].utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) })
    else { return nil }
    self.init(number: number, hash: String(parts[1]))
  }

  package var description: String { "\(number):\(hash)" }
}

extension Seal: RowDecodable {
  /// Columns: number, and hash as hexadecimal.
  package init(row: inout Row) throws(ColumnMismatch) {
    number = try row.next()
    hash = try row.next()
  }
}
