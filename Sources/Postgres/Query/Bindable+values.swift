package import Foundation

extension Int64: Bindable {
  package static var typeID: TypeID { .int8 }
  package static var arrayTypeID: TypeID { .int8Array }
  package func encode(into bytes: inout [UInt8]) { bytes.append(network: self) }
}

extension Int32: Bindable {
  package static var typeID: TypeID { .int4 }
  package static var arrayTypeID: TypeID { .int4Array }
  package func encode(into bytes: inout [UInt8]) { bytes.append(network: self) }
}

/// Sent as `bigint`.
extension Int: Bindable {
  package static var typeID: TypeID { .int8 }
  package static var arrayTypeID: TypeID { .int8Array }
  package func encode(into bytes: inout [UInt8]) { bytes.append(network: Int64(self)) }
}

extension Bool: Bindable {
  package static var typeID: TypeID { .bool }
  package static var arrayTypeID: TypeID { .boolArray }
  package func encode(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
}

extension Double: Bindable {
  package static var typeID: TypeID { .float8 }
  package static var arrayTypeID: TypeID { .float8Array }
  package func encode(into bytes: inout [UInt8]) { bytes.append(network: bitPattern) }
}

/// Sent as `text`. A NUL inside is refused by the server (22021), never cut off.
extension String: Bindable {
  package static var typeID: TypeID { .text }
  package static var arrayTypeID: TypeID { .textArray }
  package func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }
}

extension UUID: Bindable {
  package static var typeID: TypeID { .uuid }
  package static var arrayTypeID: TypeID { TypeID(rawValue: 2951) }
  package func encode(into bytes: inout [UInt8]) {
    withUnsafeBytes(of: uuid) { bytes.append(contentsOf: $0) }
  }
}
