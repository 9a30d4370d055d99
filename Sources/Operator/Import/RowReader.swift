/// Bytes of a file to rows, in pieces of any size and in constant memory.
package protocol RowReader: Sendable {
  /// The rows that end in `chunk`. Throws what makes the whole file unusable.
  mutating func read(_ chunk: [UInt8]) throws -> [ImportRow]

  /// The row that the end of the file ends, if one is unfinished.
  mutating func finish() throws -> [ImportRow]
}

extension InputFormat {
  /// A reader of this format.
  package func reader(_ columns: ImportColumns) -> any RowReader {
    switch self {
    case .csv: CSVRowReader(columns: columns)
    case .ndjson: NDJSONRowReader(columns: columns)
    }
  }
}
