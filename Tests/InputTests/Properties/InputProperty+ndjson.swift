import Foundation
import NIOCore

@testable import Operator
@testable import Web

extension InputProperty {
  /// Where the pieces of a file are cut does not matter; a line that our parser of JSON reads too
  /// is read the same; a refused row can be told in one line of JSON.
  static let ndjson = InputProperty("ndjson") { input in
    try checkImport(input, InputFormat.ndjson, pieces: 1 + Int(input.last ?? 0) % 9)
    var reader = NDJSONRowReader(columns: ImportColumns())
    guard let rows = try? reader.read(input) + reader.finish() else { return }
    for row in rows {
      guard case .line(let line) = row.original else {
        throw BrokenProperty(description: "a row of NDJSON is a line")
      }
      try checkText(row, of: line)
      let refusal = try Refusal(row: row, status: 422, violations: [.init(code: "a")]).json()
      try claim("\(refusal) is a line", !refusal.utf8.contains(UInt8(ascii: "\n")))
      let told = try JSONSerialization.jsonObject(with: Data(refusal.utf8)) as? [String: Any]
      try claim("\(refusal) has its row", told?["row"] != nil)
    }
  }

  private static func checkText(_ row: ImportRow, of line: [UInt8]) throws {
    let value = try? JSONParser.parse(ByteBuffer(bytes: line))
    // Foundation drops U+FEFF at the beginning of a text.
    if String(decoding: line, as: UTF8.self).unicodeScalars.contains("\u{FEFF}") { return }
    guard case .object(let members) = value, case .success(let ticket) = row.content else { return }
    let title = members.first { $0.name == "title" }?.value
    try claim("the title is the one of the line", title?.isSame(as: ticket.title) ?? false)
    let descriptions = members.filter { ["description", "body"].contains($0.name) }
    try claim(
      "the description is one of the line",
      descriptions.contains { $0.value.isSame(as: ticket.description) })
  }
}
