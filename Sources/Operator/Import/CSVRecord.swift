/// One row of a CSV file, as bytes: whether they are text is for the reader of the row to ask.
package struct CSVRecord: Equatable, Sendable {
  /// The line where the row begins, from 1.
  package internal(set) var line: Int
  /// What is wrong with the row as CSV; its fields are then incomplete.
  package internal(set) var fault: RowFault?

  // All fields in one buffer: two allocations a row, however many columns.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init(line: Int) {
    self.line = line
  }

  /// The number of fields.
  package var count: Int { ends.count }

  /// The field at `index` (from 0), or `nil` when it is not valid UTF-8.
  package func text(at index: Int) -> String? {
    String(validating: field(index), as: UTF8.self)
  }

  /// Whether every field is valid UTF-8.
  package var isText: Bool {
    // Field by field: the commas are gone from the buffer, and two broken ends may fit together.
    (0..<count).allSatisfy { text(at: $0) != nil }
  }

  /// All fields, with U+FFFD in place of what is not UTF-8.
  package var repairedFields: [String] {
    (0..<count).map { String(decoding: field($0), as: UTF8.self) }
  }

  private func field(_ index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  // MARK: Building

  /// What the row takes, for the limit: the fields' bytes, and one for each separator.
  var size: Int { bytes.count + ends.count }

  mutating func append(_ more: some Collection<UInt8>) {
    bytes.append(contentsOf: more)
  }

  mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  mutating func endField() {
    ends.append(bytes.count)
  }

  /// Takes the carriage return of a CRLF off the field that is being read.
  mutating func dropCarriageReturn() {
    if bytes.count > ends.last ?? 0, bytes.last == .carriageReturn { bytes.removeLast() }
  }

  /// Whether nothing but one empty field was read: a blank line.
  var isBlank: Bool { bytes.isEmpty && ends.count == 1 }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let comma = UInt8(ascii: ",")
  static let quote = UInt8(ascii: "\"")
}
