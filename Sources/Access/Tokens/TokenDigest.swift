import Crypto
package import Postgres

/// The SHA-256 of a text that somebody shows. Two texts with one digest are not known to exist.
package struct TokenDigest: Sendable {
  private typealias Words = (UInt64, UInt64, UInt64, UInt64)

  private let words: Words

  /// The digest of a text as UTF-8.
  package init(of text: Substring) {
    var hasher = SHA256()
    var text = text
    text.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    words = hasher.finalize().withUnsafeBytes(Self.words)
  }
}

extension TokenDigest: Hashable {
  package static func == (one: TokenDigest, other: TokenDigest) -> Bool {
    one.words == other.words
  }

  /// Every part of it is as random as any other.
  package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

/// `bytea`.
extension TokenDigest: Bindable, ColumnDecodable {
  package static var typeID: TypeID { .bytea }
  package static var arrayTypeID: TypeID { .byteaArray }

  package func encode(into bytes: inout [UInt8]) {
    withUnsafeBytes(of: words) { bytes.append(contentsOf: $0) }
  }

  package init(_ column: Column) throws(ColumnMismatch) {
    let bytes = try [UInt8](column)
    guard bytes.count == 32 else { throw column.mismatch("32 bytes") }
    words = bytes.withUnsafeBytes(Self.words)
  }

  private static func words(_ bytes: UnsafeRawBufferPointer) -> Words {
    bytes.loadUnaligned(as: Words.self)
  }
}
