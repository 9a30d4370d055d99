package import Domain
package import Postgres
package import Web

/// Tags travel as one text, their words joined by commas, which no word has, and as NULL where
/// there are none: an array of arrays would be one flat array in SQL.
extension Tags: Bindable, ColumnDecodable {
  package static var typeID: TypeID { String.typeID }
  package static var arrayTypeID: TypeID { String.arrayTypeID }

  package var isNull: Bool { isEmpty }

  package func encode(into bytes: inout [UInt8]) {
    words.joined(separator: ",").encode(into: &bytes)
  }

  package init(_ column: Column) throws(ColumnMismatch) {
    let text = try String?(column) ?? ""
    self.init(text.split(separator: ",").map { String($0) })
  }
}

extension Tags: JSONWritable {
  package func write(to json: inout JSONWriter) { words.write(to: &json) }
}
