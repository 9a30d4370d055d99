/// The bound values of a query, encoded one behind the other in one buffer.
struct Parameters: Sendable {
  private(set) var types: [UInt32] = []
  /// Begins with a byte that belongs to none, so that the buffer has an address even where every
  /// value is empty: an empty string is not NULL.
  private(set) var bytes: [UInt8] = [0]
  /// The length of each value in `bytes`, in their order; nil is NULL.
  private(set) var lengths: [Int32?] = []

  var count: Int { types.count }

  mutating func append<Value: Bindable>(_ value: Value) {
    types.append(Value.typeID.rawValue)
    let start = bytes.count
    value.encode(into: &bytes)
    lengths.append(value.isNull ? nil : Int32(bytes.count - start))
  }

  mutating func append(contentsOf other: Parameters) {
    types += other.types
    bytes += other.bytes.dropFirst()
    lengths += other.lengths
  }

  /// Calls `body` with the three arrays that libpq's `PQexecParams` family takes: a pointer to
  /// each value (nil for NULL), its length, and its format (1, binary, for all).
  func withPointers<Result>(
    _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) throws -> Result
  ) rethrows -> Result {
    try bytes.withUnsafeBytes { buffer in
      var values: [UnsafePointer<CChar>?] = []
      values.reserveCapacity(count)
      var start = 1
      for length in lengths {
        let address = buffer.baseAddress?.advanced(by: start)
        values.append(length == nil ? nil : address?.assumingMemoryBound(to: CChar.self))
        start += Int(length ?? 0)
      }
      return try body(values, lengths.map { $0 ?? 0 }, Array(repeating: 1, count: count))
    }
  }
}
