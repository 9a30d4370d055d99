import Foundation

/// Rows of an NDJSON file: one JSON object a line, blank lines apart.
///
/// The first object decides which fields are taken, so that a misspelt option is one error and not
/// one refused row after another.
package struct NDJSONRowReader: RowReader {
  private let columns: ImportColumns
  private let limit: Int
  private var splitter: LineSplitter
  private var chosen: ImportColumns.Chosen?

  /// A reader that refuses lines of more than `limit` bytes.
  package init(columns: ImportColumns, limit: Int = 4 * 1024 * 1024) {
    self.columns = columns
    self.limit = limit
    splitter = LineSplitter(limit: limit)
  }

  /// Throws ``ImportColumns/Missing``.
  package mutating func read(_ chunk: [UInt8]) throws -> [ImportRow] {
    try splitter.split(chunk).compactMap { try row(of: $0) }
  }

  package mutating func finish() throws -> [ImportRow] {
    try splitter.finish().compactMap { try row(of: $0) }
  }

  /// `nil` for a blank line.
  private mutating func row(of line: LineSplitter.Line) throws -> ImportRow? {
    guard let bytes = line.bytes else {
      return ImportRow(
        line: line.number, content: .failure(.tooLong(limit: limit)), original: .line([]))
    }
    if bytes.allSatisfy(\.isBlank) { return nil }
    return ImportRow(line: line.number, content: try content(of: bytes), original: .line(bytes))
  }

  private mutating func content(of bytes: [UInt8]) throws -> Result<TicketText, RowFault> {
    let object: [String: Any]
    switch Self.object(bytes) {
    case .failure(let fault): return .failure(fault)
    case .success(let found): object = found
    }
    let chosen = try self.chosen ?? columns.choose(from: object.keys.sorted())
    self.chosen = chosen
    do throws(RowFault) {
      let description = try Self.text(chosen.description, of: object)
      return .success(columns.ticket(title: try title(of: object), description: description))
    } catch {
      return .failure(error)
    }
  }

  /// `nil` where there is none and one is made.
  private func title(of object: [String: Any]) throws(RowFault) -> String? {
    let name = columns.title ?? ImportColumns.titleName
    let isAbsent = object[name] == nil || object[name] is NSNull
    return isAbsent && columns.titleFromDescription ? nil : try Self.text(name, of: object)
  }

  private static func object(_ bytes: [UInt8]) -> Result<[String: Any], RowFault> {
    guard String(validating: bytes, as: UTF8.self) != nil else { return .failure(.invalidUTF8) }
    guard let value = JSONLine.value(of: bytes) else { return .failure(.invalidJSON) }
    guard let object = value as? [String: Any] else { return .failure(.notAnObject) }
    return .success(object)
  }

  private static func text(_ name: String, of object: [String: Any]) throws(RowFault) -> String {
    guard let value = object[name] else { throw .missingField(name) }
    guard let text = value as? String else { throw .notAString(name) }
    return text
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
