import Foundation

/// A row that cannot be a ticket, with every reason.
package struct Refusal: Sendable {
  package let row: ImportRow
  /// The status of the server's answer; `nil` when the row was not sent.
  package let status: Int?
  package let violations: [Violation]

  package init(row: ImportRow, status: Int?, violations: [Violation]) {
    self.row = row
    self.status = status
    self.violations = violations
  }

  /// One reason, as problem details have them (`errors` of RFC 9457 section 3).
  package struct Violation: Codable, Equatable, Sendable {
    package var pointer: String?
    package var code: String
    package var detail: String?

    package init(pointer: String? = nil, code: String, detail: String? = nil) {
      self.pointer = pointer
      self.code = code
      self.detail = detail
    }
  }

  /// The refusal as a line of NDJSON: `{"line", "status", "errors", "row"}`.
  ///
  /// `row` is an object with the columns in their order, or the line as it was; an array of fields
  /// for a ragged row, a string for a line that is not JSON. So `jq -c .row` gives back rows that
  /// can be mended and imported.
  package func json() throws -> String {
    """
    {"line":\(row.line),"status":\(try Self.json(status)),"errors":\(try Self.json(violations)),\
    "row":\(try originalJSON())}
    """
  }

  private func originalJSON() throws -> String {
    switch row.original {
    case .record(let record, let names):
      let fields = record.repairedFields
      guard fields.count == names.count else { return try Self.json(fields) }
      let members = try zip(names, fields).map { try Self.json($0) + ":" + Self.json($1) }
      return "{" + members.joined(separator: ",") + "}"
    case .line(let bytes):
      let line = String(decoding: bytes, as: UTF8.self)
      return JSONLine.value(of: bytes) != nil ? line : try Self.json(line)
    }
  }

  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
