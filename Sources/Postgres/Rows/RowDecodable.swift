/// A type that can be read from a row, its columns in the order of the query's list.
package protocol RowDecodable: Sendable {
  /// Reads every column of the row, from left to right.
  init(row: inout Row) throws(ColumnMismatch)
}

/// A single column is a row too.
package struct Single<Value: ColumnDecodable>: RowDecodable {
  package let value: Value

  package init(row: inout Row) throws(ColumnMismatch) {
    value = try row.next()
  }
}

/// Two columns.
package struct Pair<First: ColumnDecodable, Second: ColumnDecodable>: RowDecodable {
  package let first: First
  package let second: Second

  package init(row: inout Row) throws(ColumnMismatch) {
    first = try row.next()
    second = try row.next()
  }
}
