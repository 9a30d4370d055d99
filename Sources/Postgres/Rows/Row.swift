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
  private let columns: Int32

  init(result: OpaquePointer, index: Int32) {
    self.result = result
    self.index = index
    columns = PQnfields(result)
  }

  /// Reads the next column.
  package mutating func next<Value: ColumnDecodable>(
    _ type: Value.Type = Value.self
  ) throws(ColumnMismatch) -> Value {
    try Value(nextColumn(for: Value.self))
  }

  /// Whether there is a column that has not been read yet.
  var hasNext: Bool { column < columns }

  mutating func nextColumn(for type: Any.Type) throws(ColumnMismatch) -> Column {
    guard column < columns else {
      throw ColumnMismatch(
        column: "\(column + 1)", expected: "\(type)", found: "nothing: there is none")
    }
    defer { column += 1 }
    return Column(result: result, row: index, index: column)
  }

  /// Ends the reading: a column that nobody read is a mistake in the query or in its decoding.
  func finish() throws(ColumnMismatch) {
    guard column == columns else {
      throw Column(result: result, row: index, index: column)
        .mismatch("something that is read", found: "what nobody reads")
    }
  }
}
