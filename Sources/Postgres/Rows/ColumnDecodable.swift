package import Foundation

/// A type that can be read from one column.
package protocol ColumnDecodable: Sendable {
  /// Reads the column's value, or says why it cannot be one.
  init(_ column: Column) throws(ColumnMismatch)
}

extension Optional: ColumnDecodable where Wrapped: ColumnDecodable {
  package init(_ column: Column) throws(ColumnMismatch) {
    self = column.isNull ? nil : try Wrapped(column)
  }
}

extension Int64: ColumnDecodable {
  package init(_ column: Column) throws(ColumnMismatch) {
    switch column.typeID {
    case .int8: self = try column.integer()
    case .int4: self = Int64(try column.integer(Int32.self))
    case .int2: self = Int64(try column.integer(Int16.self))
    default: throw column.mismatch("an integer")
    }
  }
}

extension Int: ColumnDecodable {
  package init(_ column: Column) throws(ColumnMismatch) {
    self = Int(try Int64(column))
  }
}

extension Int32: ColumnDecodable {
  package init(_ column: Column) throws(ColumnMismatch) {
    guard let value = Int32(exactly: try Int64(column)) else {
      throw column.mismatch("an integer of 32 bits")
    }
    self = value
  }
}

extension Bool: ColumnDecodable {
  package init(_ column: Column) throws(ColumnMismatch) {
    guard column.typeID == .bool else { throw column.mismatch("true or false") }
    self = try column.integer(UInt8.self) != 0
  }
}

extension Double: ColumnDecodable {
  package init(_ column: Column) throws(ColumnMismatch) {
    switch column.typeID {
    case .float8: self.init(bitPattern: try column.integer())
    case .float4: self = Double(Float(bitPattern: try column.integer()))
    default: throw column.mismatch("a floating-point number")
    }
  }
}

extension String: ColumnDecodable {
  package init(_ column: Column) throws(ColumnMismatch) {
    switch column.typeID {
    case .text, .varchar, .character, .name, .json:
      self = String(decoding: try column.bytes(), as: UTF8.self)
    default: throw column.mismatch("text")
    }
  }
}

extension UUID: ColumnDecodable {
  package init(_ column: Column) throws(ColumnMismatch) {
    let bytes = try column.bytes()
    guard column.typeID == .uuid, bytes.count == 16 else { throw column.mismatch("a UUID") }
    self.init(uuid: bytes.loadUnaligned(as: uuid_t.self))
  }
}

/// `bytea`.
extension [UInt8]: ColumnDecodable {
  package init(_ column: Column) throws(ColumnMismatch) {
    guard column.typeID == .bytea else { throw column.mismatch("bytes") }
    self.init(try column.bytes())
  }
}
