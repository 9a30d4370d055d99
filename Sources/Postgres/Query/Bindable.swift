/// A value that can stand in a ``Query`` as a bound parameter.
///
/// Parameters travel in PostgreSQL's binary format, with their type named, so nothing is guessed
/// from the text around them and no value is ever part of the SQL.
package protocol Bindable: Sendable {
  /// The PostgreSQL type that the value is sent as.
  static var typeID: TypeID { get }

  /// The type of an array of such values.
  static var arrayTypeID: TypeID { get }

  /// True for the one value that is NULL.
  var isNull: Bool { get }

  /// Appends the value in PostgreSQL's binary format (the `typsend` form, network byte order).
  func encode(into bytes: inout [UInt8])
}

extension Bindable {
  package var isNull: Bool { false }
}

extension Optional: Bindable where Wrapped: Bindable {
  package static var typeID: TypeID { Wrapped.typeID }
  package static var arrayTypeID: TypeID { Wrapped.arrayTypeID }
  package var isNull: Bool { self?.isNull ?? true }

  package func encode(into bytes: inout [UInt8]) {
    self?.encode(into: &bytes)
  }
}

extension Array: Bindable where Element: Bindable {
  package static var typeID: TypeID { Element.arrayTypeID }
  package static var arrayTypeID: TypeID { Element.arrayTypeID }

  /// One dimension, lower bound 1: the layout that `array_recv` reads
  /// (`src/backend/utils/adt/arrayfuncs.c`).
  package func encode(into bytes: inout [UInt8]) {
    guard !isEmpty else {
      bytes.append(network: Int32(0))
      bytes.append(network: Int32(0))
      bytes.append(network: Element.typeID.rawValue)
      return
    }
    bytes.append(network: Int32(1))
    bytes.append(network: Int32(contains { $0.isNull } ? 1 : 0))
    bytes.append(network: Element.typeID.rawValue)
    bytes.append(network: Int32(count))
    bytes.append(network: Int32(1))
    for element in self {
      if element.isNull {
        bytes.append(network: Int32(-1))
      } else {
        let start = bytes.count
        bytes.append(network: Int32(0))
        element.encode(into: &bytes)
        bytes.overwrite(at: start, network: Int32(bytes.count - start - 4))
      }
    }
  }
}

extension [UInt8] {
  /// Appends an integer in network byte order.
  mutating func append(network value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
  }

  /// Writes an integer in network byte order over the bytes that begin at `offset`.
  mutating func overwrite(at offset: Int, network value: Int32) {
    Swift.withUnsafeBytes(of: value.bigEndian) { source in
      for (index, byte) in source.enumerated() { self[offset + index] = byte }
    }
  }
}
