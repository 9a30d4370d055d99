/// A value of whatever type the server gave its column, as long as it is one that people read.
package enum ColumnValue: ColumnDecodable, Hashable {
  /// NULL.
  case null
  case truth(Bool)
  case integer(Int64)
  case number(Double)
  case text(String)
  /// `date`, in days since 1970-01-01.
  case day(Int)
  case instant(Timestamp)

  package init(_ column: Column) throws(ColumnMismatch) {
    guard !column.isNull else {
      self = .null
      return
    }
    switch column.typeID {
    case .bool: self = .truth(try Bool(column))
    case .int8, .int4, .int2: self = .integer(try Int64(column))
    case .float8, .float4: self = .number(try Double(column))
    case .timestamptz: self = .instant(try Timestamp(column))
    case .date: self = .day(Int(try column.integer(Int32.self)) + Self.postgresEpoch)
    default: self = .text(try String(column))
    }
  }

  /// 2000-01-01, from which the server counts the days of a date.
  private static let postgresEpoch = 10_957
}

/// Every column of a row, whatever they are.
package struct ColumnValues: RowDecodable {
  /// The values, from left to right.
  package let values: [ColumnValue]

  package init(row: inout Row) throws(ColumnMismatch) {
    var values: [ColumnValue] = []
    while row.hasNext { values.append(try row.next()) }
    self.values = values
  }
}
