import Domain
import Postgres
import Relay

/// A seal as it stands in the database, without the digests.
struct ChainLink: RowDecodable {
  let seal: Seal
  /// The hash of the seal that it says it follows.
  let previous: String
  /// How many events it seals.
  let events: Int
  /// The place of the last of them.
  let end: LedgerPosition
  let sealedAt: Instant
  /// Whether its hash is that of what it holds.
  let isWhole: Bool

  init(row: inout Row) throws(ColumnMismatch) {
    seal = try Seal(row: &row)
    previous = try row.next()
    events = try row.next()
    end = try row.nextPosition()
    sealedAt = try row.next()
    isWhole = try row.next()
  }

  /// What the first seal follows.
  static let beginning = String(repeating: "0", count: 64)
}

/// An event by its place and the SHA-256 of what it says.
struct Fingerprint: RowDecodable, Hashable {
  let position: LedgerPosition
  let digest: String

  init(position: LedgerPosition, digest: String) {
    self.position = position
    self.digest = digest
  }

  init(row: inout Row) throws(ColumnMismatch) {
    position = try row.nextPosition()
    digest = try row.next()
  }
}

/// A place at which the ledger and its seal disagree: what was sealed there, and what is there now.
struct Difference: RowDecodable {
  let sealed: Fingerprint?
  let present: Fingerprint?

  init(sealed: Fingerprint?, present: Fingerprint?) {
    self.sealed = sealed
    self.present = present
  }

  init(row: inout Row) throws(ColumnMismatch) {
    let position = try row.nextPosition()
    sealed = try row.next(String?.self).map { Fingerprint(position: position, digest: $0) }
    present = try row.next(String?.self).map { Fingerprint(position: position, digest: $0) }
  }
}

/// Events that no seal has yet.
struct Unsealed: RowDecodable {
  let count: Int
  /// When the oldest of them happened.
  let since: Instant?

  init(row: inout Row) throws(ColumnMismatch) {
    count = try row.next()
    since = try row.next()
  }
}

/// An event of the export.
struct ExportLine: RowDecodable {
  let position: LedgerPosition
  let text: String

  init(row: inout Row) throws(ColumnMismatch) {
    position = try row.nextPosition()
    text = try row.next()
  }
}

extension Row {
  /// Reads xid and id.
  mutating func nextPosition() throws(ColumnMismatch) -> LedgerPosition {
    let transaction: TransactionID = try next()
    return LedgerPosition(transaction: transaction.number, id: try next())
  }
}
