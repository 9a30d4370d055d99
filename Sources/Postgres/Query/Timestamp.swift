/// An instant as `timestamptz` holds it, counted from the Unix epoch.
///
/// PostgreSQL counts microseconds from 2000-01-01 in its binary format; Foundation's formatters
/// stop at milliseconds, so the count itself is carried.
package struct Timestamp: Hashable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  package var microseconds: Int64

  package init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// 2000-01-01T00:00:00Z in Unix microseconds (`POSTGRES_EPOCH_JDATE`).
  static let postgresEpoch: Int64 = 946_684_800_000_000
}

extension Timestamp: Bindable {
  package static var typeID: TypeID { .timestamptz }
  package static var arrayTypeID: TypeID { .timestamptzArray }
  package func encode(into bytes: inout [UInt8]) {
    // Before what the type can hold, so the server refuses it (22008). The least count of all would
    // be '-infinity'.
    let (count, isTooEarly) = microseconds.subtractingReportingOverflow(Self.postgresEpoch)
    bytes.append(network: isTooEarly || count == .min ? .min + 1 : count)
  }
}

extension Timestamp: ColumnDecodable {
  package init(_ column: Column) throws(ColumnMismatch) {
    guard column.typeID == .timestamptz else { throw column.mismatch("an instant") }
    let sincePostgresEpoch: Int64 = try column.integer()
    // 'infinity' and '-infinity' are the extremes of the count; neither is an instant.
    guard sincePostgresEpoch != .max, sincePostgresEpoch != .min else {
      throw column.mismatch("a finite instant")
    }
    let (count, isTooLate) = sincePostgresEpoch.addingReportingOverflow(Self.postgresEpoch)
    guard !isTooLate else { throw column.mismatch("an instant before 294247-01-10") }
    microseconds = count
  }
}
