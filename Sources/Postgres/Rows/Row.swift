import CLibPQ

/// One row of a result, read column by column from left to right.
///
/// ```swift
/// let title: String = try row.next()
/// ```
///
/// Valid inside `RowDecodable.init(row:)` only.
package struct Row {
  private let result: OpaquePointer
  private let index: Int32
  private var column: Int32 = 0

  init(result: OpaquePointer, index: Int32) {
    self.result = result
    self.index = index
  }

  /// Reads the next column.
  package mutating func next<Value: ColumnDecodable>(
    _ type: Value.Type = Value.self
  ) throws(ColumnMismatch) -> Value {
    guard column < PQnfields(result) else {
      throw ColumnMismatch(
        column: "\(column + 1)", expected: "\(Value.self)", found: "nothing: there is none")
    }
    defer { column += 1 }
    return try Value(Column(result: result, row: index, index: column))
  }

  /// Ends the reading: a column that nobody read is a mistake in the query or in its decoding.
  func finish() throws(ColumnMismatch) {
    guard column == PQnfields(result) else {
      throw Column(result: result, row: index, index: column)
        .mismatch("something that is read", found: "what nobody reads")
    }
  }
}
