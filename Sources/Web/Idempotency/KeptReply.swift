import Foundation
import HTTPTypes
import NIOCore
import Postgres

/// The answer to an earlier request with the same key.
struct KeptReply: RowDecodable {
  /// Whether the earlier request was the same in method, path and body.
  let isSameRequest: Bool
  let reply: Reply

  init(row: inout Row) throws(ColumnMismatch) {
    isSameRequest = try row.next()
    let status = try row.next(Int.self)
    let headers = try row.next(KeptHeaders.self).fields
    reply = Reply(
      HTTPResponse.Status(code: status), headers: headers,
      body: ByteBuffer(string: try row.next()))
  }
}

/// Header fields as a JSON object of texts.
struct KeptHeaders: ColumnDecodable, Bindable {
  static let typeID = JSONText.typeID
  static let arrayTypeID = JSONText.arrayTypeID

  let fields: HTTPFields

  init(_ fields: HTTPFields) {
    self.fields = fields
  }

  init(_ column: Column) throws(ColumnMismatch) {
    let json = try JSONText(column)
    guard
      let texts = try? JSONDecoder().decode([String: String].self, from: Data(json.text.utf8))
    else { throw column.mismatch("an object of texts") }
    var fields = HTTPFields()
    for (name, value) in texts {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    self.fields = fields
  }

  func encode(into bytes: inout [UInt8]) {
    JSONText.object { json in
      for field in fields { json.field(field.name.rawName, field.value) }
    }.encode(into: &bytes)
  }
}
