import CLibPQ

/// One value of a row, as the server sent it in binary format. Valid while its row is decoded.
package struct Column {
  private let result: OpaquePointer
  private let row: Int32
  private let index: Int32

  init(result: OpaquePointer, row: Int32, index: Int32) {
    self.result = result
    self.row = row
    self.index = index
  }

  /// The type that the server gave the column.
  package var typeID: TypeID { TypeID(rawValue: PQftype(result, index)) }

  package var isNull: Bool { PQgetisnull(result, row, index) != 0 }

  /// The bytes of a value that is not NULL.
  package func bytes() throws(ColumnMismatch) -> UnsafeRawBufferPointer {
    guard !isNull else { throw mismatch("a value", found: "NULL") }
    return UnsafeRawBufferPointer(
      start: PQgetvalue(result, row, index), count: Int(PQgetlength(result, row, index)))
  }

  /// Reads the value as one integer in network byte order, which must have exactly its width.
  func integer<Value: FixedWidthInteger>(
    _ type: Value.Type = Value.self
  ) throws(ColumnMismatch) -> Value {
    let bytes = try bytes()
    guard bytes.count == MemoryLayout<Value>.size else {
      throw mismatch("\(MemoryLayout<Value>.size) bytes", found: "\(bytes.count)")
    }
    return Value(bigEndian: bytes.loadUnaligned(as: Value.self))
  }

  /// The error for a column that does not hold what `expected` names.
  package func mismatch(_ expected: String, found: String? = nil) -> ColumnMismatch {
    ColumnMismatch(
      column: PQfname(result, index).map { String(cString: $0) } ?? "\(index + 1)",
      expected: expected, found: found ?? "type \(typeID.rawValue)")
  }
}

/// A column does not hold what the code that decodes it expects: our own mistake, or a schema
/// that the program does not know.
package struct ColumnMismatch: Error, CustomStringConvertible {
  let column: String
  let expected: String
  let found: String

  package var description: String {
    "column \(column) should hold \(expected), and holds \(found)"
  }
}
