/// One row of a file to import: a ticket, or why it cannot be one.
package struct ImportRow: Sendable {
  /// The line where the row begins, from 1; it also names the row.
  package let line: Int
  /// What to send.
  package let content: Result<TicketText, RowFault>
  /// The row as it was read, for the file of refused rows.
  package let original: Original

  package init(line: Int, content: Result<TicketText, RowFault>, original: Original) {
    self.line = line
    self.content = content
    self.original = original
  }

  /// A row as it was read.
  package enum Original: Sendable {
    /// A CSV row below its column names.
    case record(CSVRecord, names: [String])
    /// A line of NDJSON.
    case line([UInt8])
  }
}
