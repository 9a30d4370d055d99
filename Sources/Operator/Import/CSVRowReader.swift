/// Rows of a CSV file, whose first row names the columns.
package struct CSVRowReader: RowReader {
  private let columns: ImportColumns
  private var parser = CSVParser()
  private var header: Header?

  private struct Header {
    let names: [String]
    let title: Int?
    let description: Int
  }

  package init(columns: ImportColumns) {
    self.columns = columns
  }

  /// Throws ``ImportColumns/Missing`` or ``NoHeader``.
  package mutating func read(_ chunk: [UInt8]) throws -> [ImportRow] {
    try rows(of: parser.parse(chunk))
  }

  /// Throws ``NoHeader`` when there was no row at all.
  package mutating func finish() throws -> [ImportRow] {
    let rows = try rows(of: parser.finish())
    if header == nil { throw NoHeader(reason: "the file is empty") }
    return rows
  }

  private mutating func rows(of records: [CSVRecord]) throws -> [ImportRow] {
    var records = records[...]
    if header == nil, let first = records.popFirst() { header = try header(of: first) }
    guard let header else { return [] }
    return records.map { record in
      ImportRow(
        line: record.line, content: content(of: record, below: header),
        original: .record(record, names: header.names))
    }
  }

  private func header(of record: CSVRecord) throws -> Header {
    if let fault = record.fault { throw NoHeader(reason: fault.detail) }
    if !record.isText { throw NoHeader(reason: RowFault.invalidUTF8.detail) }
    let names = record.repairedFields.map { name in
      String(name.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
    let chosen = try columns.choose(from: names)
    guard let description = names.firstIndex(of: chosen.description) else {
      preconditionFailure("a chosen column is one of the names")
    }
    return Header(
      names: names, title: chosen.title.flatMap(names.firstIndex(of:)), description: description)
  }

  private func content(
    of record: CSVRecord, below header: Header
  ) -> Result<TicketText, RowFault> {
    if let fault = record.fault { return .failure(fault) }
    guard record.count == header.names.count else {
      return .failure(.ragged(expected: header.names.count, found: record.count))
    }
    guard record.isText, let description = record.text(at: header.description) else {
      return .failure(.invalidUTF8)
    }
    let title = header.title.flatMap(record.text(at:))
    return .success(columns.ticket(title: title, description: description))
  }

  /// The file has no row of column names.
  package struct NoHeader: Error, CustomStringConvertible {
    let reason: String
    package var description: String {
      "a CSV file begins with a row of column names: \(reason)"
    }
  }
}
