/// A transaction as `xid8` numbers it: 64 bits, which never wrap around.
package struct TransactionID: Hashable, Sendable {
  /// The number.
  package let number: UInt64

  package init(_ number: UInt64) {
    self.number = number
  }
}

extension TransactionID: Bindable {
  package static var typeID: TypeID { .xid8 }
  package static var arrayTypeID: TypeID { .xid8Array }
  package func encode(into bytes: inout [UInt8]) { bytes.append(network: number) }
}

extension TransactionID: ColumnDecodable {
  package init(_ column: Column) throws(ColumnMismatch) {
    guard column.typeID == .xid8 else { throw column.mismatch("a transaction") }
    number = try column.integer()
  }
}
