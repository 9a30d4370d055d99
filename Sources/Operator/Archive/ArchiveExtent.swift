import Domain
import Postgres

/// Where a month begins and ends in the order of the feed.
struct ArchiveExtent: RowDecodable {
  let first: LedgerPosition
  let last: LedgerPosition

  init(row: inout Row) throws(ColumnMismatch) {
    first = try row.nextPosition()
    last = try row.nextPosition()
  }
}

/// Where the seals of a month begin: behind this one.
struct ArchiveStart: RowDecodable {
  let place: LedgerPosition
  let number: Int64

  init(row: inout Row) throws(ColumnMismatch) {
    place = try row.nextPosition()
    number = try row.next()
  }
}

/// An event of the export, and whether it says what its seal has.
struct SealedLine: RowDecodable {
  let position: LedgerPosition
  let text: String
  /// The SHA-256 of what it says, in hexadecimal.
  let digest: String
  let isAsSealed: Bool

  init(row: inout Row) throws(ColumnMismatch) {
    position = try row.nextPosition()
    text = try row.next()
    digest = try row.next()
    isAsSealed = try row.next(String?.self) == digest
  }
}

/// An archive as the database remembers it.
struct KnownArchive: RowDecodable {
  let number: Int64
  /// The SHA-256 of its file, in hexadecimal.
  let sum: String

  init(row: inout Row) throws(ColumnMismatch) {
    number = try row.next()
    sum = try row.next()
  }
}
