@testable import Operator

extension InputProperty {
  /// Where the pieces of a file are cut does not matter; rows that are written again read the same;
  /// a refused row can be written down.
  static let csv = InputProperty("csv") { input in
    var first = CSVParser()
    let records = first.parse(input) + first.finish()
    let size = 1 + Int(input.last ?? 0) % 9
    for limit in [4 * 1024 * 1024, 20] {
      try claim(
        "pieces of \(size) bytes give the same rows below \(limit) bytes",
        rows(of: input, pieces: size, limit: limit)
          .elementsEqual(rows(of: input, pieces: max(1, input.count), limit: limit)))
    }
    var line = 1
    for record in records {
      try claim("a row has a field, or a fault", record.count > 0 || record.fault != nil)
      try claim("line \(record.line) is below the row before", record.line >= line)
      line = record.line + 1
    }
    try claim("line \(line - 1) is one of the file", line - 2 <= input.count { $0 == .lineFeed })
    let fields = records.filter { $0.fault == nil }.map(\.repairedFields)
    let text = fields.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
    var second = CSVParser()
    let again = (second.parse(Array(text.utf8)) + second.finish()).map(\.repairedFields)
    try claim("\(text) reads the same again", again.elementsEqual(fields, by: isSame))
    try checkImport(input, InputFormat.csv, pieces: size)
  }

  private static func quoted(_ field: String) -> String {
    let scalars = field.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }
    return "\"" + scalars.joined() + "\""
  }

  private static func isSame(_ one: [String], _ other: [String]) -> Bool {
    one.elementsEqual(other) { $0.utf8.elementsEqual($1.utf8) }
  }

  /// Where a row is, what is wrong with it, and where nothing is, its fields.
  private static func rows(of input: [UInt8], pieces size: Int, limit: Int) -> [RowSummary] {
    var parser = CSVParser(limit: limit)
    return (cut(input, size).flatMap { parser.parse($0) } + parser.finish()).map {
      RowSummary(line: $0.line, fault: $0.fault, texts: $0.fault == nil ? $0.repairedFields : [])
    }
  }

  /// A file is imported alike however it comes in, and each row that is refused is told in one line
  /// of JSON.
  static func checkImport(_ input: [UInt8], _ format: InputFormat, pieces size: Int) throws {
    for columns in [ImportColumns(), ImportColumns(titleFromDescription: true)] {
      let whole = importRows(of: input, format, columns, pieces: max(1, input.count))
      let pieces = importRows(of: input, format, columns, pieces: size)
      try claim("pieces of \(size) bytes are imported alike", whole.rows == pieces.rows)
      try claim("pieces of \(size) bytes fail alike", whole.failure == pieces.failure)
    }
  }

  private static func importRows(
    of input: [UInt8], _ format: InputFormat, _ columns: ImportColumns, pieces size: Int
  ) -> (rows: [RowSummary], failure: String?) {
    var reader = format.reader(columns)
    var rows: [RowSummary] = []
    do {
      for piece in cut(input, size) { rows += try reader.read(piece).map(RowSummary.init) }
      rows += try reader.finish().map(RowSummary.init)
      return (rows, nil)
    } catch {
      // Rows of the piece in which the reading fails are lost with it.
      return ([], "\(error)")
    }
  }

  private static func cut(_ input: [UInt8], _ size: Int) -> [[UInt8]] {
    stride(from: 0, to: input.count, by: size).map {
      Array(input[$0..<min($0 + size, input.count)])
    }
  }
}

/// A row, as far as it must be the same however the file was cut.
private struct RowSummary: Equatable {
  let line: Int
  let fault: RowFault?
  let texts: [String]

  init(line: Int, fault: RowFault?, texts: [String]) {
    (self.line, self.fault, self.texts) = (line, fault, texts)
  }

  init(_ row: ImportRow) {
    line = row.line
    switch row.content {
    case .success(let ticket): (fault, texts) = (nil, [ticket.title, ticket.description])
    case .failure(let reason): (fault, texts) = (reason, [])
    }
  }
}
