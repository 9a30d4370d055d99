/// Bytes to rows by RFC 4180, in pieces of any size and in constant memory.
///
/// Beyond the RFC, as files are: LF ends a row as CRLF does, the last row may lack its end, a byte
/// order mark is skipped, blank lines are no rows, and a quote inside an unquoted field is a quote
/// (`17" screen`). What is wrong otherwise is a ``CSVRecord/fault`` of that row alone.
package struct CSVParser {
  private enum State {
    case fieldStart
    case plain
    case quoted
    /// After a quote in a quoted field: doubled, or the end of the field?
    case quoteSeen
    /// After a closing quote and a carriage return.
    case carriageReturnSeen
    /// In a row with a fault, outside quotes: to the end of the line.
    case skipping
  }

  private let limit: Int
  private var mark = ByteOrderMark()
  private var state = State.fieldStart
  private var line = 1
  private var record = CSVRecord(line: 1)
  private var wasQuoted = false
  private var isAtStart = true

  /// A parser that refuses rows of more than `limit` bytes.
  package init(limit: Int = 4 * 1024 * 1024) {
    self.limit = limit
  }

  /// The rows that end in `chunk`.
  package mutating func parse(_ chunk: [UInt8]) -> [CSVRecord] {
    parseContent(mark.strip(chunk))
  }

  /// The row that the end of the file ends, if one is unfinished.
  package mutating func finish() -> [CSVRecord] {
    var records = parseContent(mark.finish())
    if isAtStart { return records }
    if state == .quoted { record.fault = .unclosedQuote }
    endRecord(into: &records)
    return records
  }

  private mutating func parseContent(_ content: [UInt8]) -> [CSVRecord] {
    var records: [CSVRecord] = []
    content.withUnsafeBufferPointer { bytes in
      var rest = bytes[...]
      while let byte = rest.first {
        isAtStart = false
        switch state {
        case .plain: takePlain(&rest, into: &records)
        case .quoted: takeQuoted(&rest)
        default:
          rest = rest.dropFirst()
          step(byte, into: &records)
        }
      }
    }
    return records
  }

  /// The states that look at one byte.
  private mutating func step(_ byte: UInt8, into records: inout [CSVRecord]) {
    if byte == .lineFeed {
      line += 1
      return endRecord(into: &records)
    }
    switch (state, byte) {
    case (.skipping, _): break
    case (.fieldStart, .quote):
      state = .quoted
      wasQuoted = true
    case (.fieldStart, .comma), (.quoteSeen, .comma): endField()
    case (.fieldStart, _):
      state = .plain
      append(CollectionOfOne(byte))
    case (.quoteSeen, .quote):
      state = .quoted
      append(CollectionOfOne(byte))
    case (.quoteSeen, .carriageReturn): state = .carriageReturnSeen
    default: fail(.textAfterQuote)
    }
  }

  /// A run of an unquoted field, up to the comma or the line's end that ends it.
  private mutating func takePlain(
    _ rest: inout Slice<UnsafeBufferPointer<UInt8>>, into records: inout [CSVRecord]
  ) {
    let end = rest.firstIndex { $0 == .comma || $0 == .lineFeed } ?? rest.endIndex
    append(rest[..<end])
    guard end < rest.endIndex else {
      rest = rest[end...]
      return
    }
    let byte = rest[end]
    rest = rest[(end + 1)...]
    if byte == .comma { endField() } else { step(byte, into: &records) }
  }

  /// A run of a quoted field, up to the next quote.
  private mutating func takeQuoted(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) {
    let end = rest.firstIndex(of: .quote) ?? rest.endIndex
    for byte in rest[..<end] where byte == .lineFeed { line += 1 }
    append(rest[..<end])
    guard end < rest.endIndex else {
      rest = rest[end...]
      return
    }
    state = .quoteSeen
    rest = rest[(end + 1)...]
  }

  private mutating func append(_ bytes: some Collection<UInt8>) {
    guard record.fault == nil else { return }
    if record.size + bytes.count > limit {
      // What is kept stays within the limit; the row is still read to its end.
      record.fault = .tooLong(limit: limit)
    } else {
      record.append(bytes)
    }
  }

  private mutating func fail(_ fault: RowFault) {
    if record.fault == nil { record.fault = fault }
    state = .skipping
  }

  private mutating func endField() {
    state = .fieldStart
    guard record.fault == nil else { return }
    record.endField()
    if record.size > limit { record.fault = .tooLong(limit: limit) }
  }

  private mutating func endRecord(into records: inout [CSVRecord]) {
    if state == .plain { record.dropCarriageReturn() }
    endField()
    let isBlankLine = record.isBlank && !wasQuoted && record.fault == nil
    if !isBlankLine { records.append(record) }
    record = CSVRecord(line: line)
    wasQuoted = false
    isAtStart = true
  }
}
