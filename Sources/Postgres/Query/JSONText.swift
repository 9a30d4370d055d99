/// A JSON document as text: what `jsonb` and `json` columns hold.
package struct JSONText: Hashable, Sendable {
  package var text: String

  package init(_ text: String) {
    self.text = text
  }
}

/// Sent as `jsonb`: version byte 1, then the text (`jsonb_recv`).
extension JSONText: Bindable {
  package static var typeID: TypeID { .jsonb }
  package static var arrayTypeID: TypeID { .jsonbArray }
  package func encode(into bytes: inout [UInt8]) {
    bytes.append(1)
    bytes.append(contentsOf: text.utf8)
  }
}

extension JSONText: ColumnDecodable {
  package init(_ column: Column) throws(ColumnMismatch) {
    switch column.typeID {
    case .jsonb: self.init(String(decoding: try column.bytes().dropFirst(), as: UTF8.self))
    case .json: self.init(String(decoding: try column.bytes(), as: UTF8.self))
    default: throw column.mismatch("a JSON document")
    }
  }
}
