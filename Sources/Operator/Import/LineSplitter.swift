/// Bytes to lines, in pieces of any size and in constant memory.
///
/// LF and CRLF end a line, the last may lack its end, a byte order mark is skipped.
struct LineSplitter {
  /// A line with its number from 1; `bytes` is `nil` when it is longer than the limit.
  struct Line: Equatable {
    let number: Int
    let bytes: [UInt8]?
  }

  let limit: Int
  private var mark = ByteOrderMark()
  private var number = 1
  private var held: [UInt8] = []
  private var isTooLong = false

  init(limit: Int) {
    self.limit = limit
  }

  /// The lines that end in `chunk`.
  mutating func split(_ chunk: [UInt8]) -> [Line] {
    splitContent(mark.strip(chunk))
  }

  /// The line that the end of the file ends, if one is unfinished.
  mutating func finish() -> [Line] {
    var lines = splitContent(mark.finish())
    if !held.isEmpty || isTooLong { endLine(into: &lines) }
    return lines
  }

  private mutating func splitContent(_ content: [UInt8]) -> [Line] {
    var lines: [Line] = []
    var rest = content[...]
    while let end = rest.firstIndex(of: .lineFeed) {
      append(rest[..<end])
      endLine(into: &lines)
      rest = rest[(end + 1)...]
    }
    append(rest)
    return lines
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    if held.count + bytes.count > limit {
      isTooLong = true
      held = []
    }
    if !isTooLong { held.append(contentsOf: bytes) }
  }

  private mutating func endLine(into lines: inout [Line]) {
    if held.last == .carriageReturn { held.removeLast() }
    lines.append(Line(number: number, bytes: isTooLong ? nil : held))
    number += 1
    held = []
    isTooLong = false
  }
}
