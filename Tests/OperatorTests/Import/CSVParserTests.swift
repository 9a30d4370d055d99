import Domain
import Testing

@testable import Operator

@Suite struct CSVParserTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let rows: [[String]]
    var testDescription: String { text.debugDescription }

    init(_ text: String, _ rows: [[String]]) {
      self.text = text
      self.rows = rows
    }
  }

  static let cases = [
    Case("", []),
    Case("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
    Case("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
    Case("a,b\nc,d", [["a", "b"], ["c", "d"]]),
    Case("a,b\r\nc,d\r", [["a", "b"], ["c", "d"]]),
    Case(",\n,,\n", [["", ""], ["", "", ""]]),
    Case("a,\r\n", [["a", ""]]),
    Case("\n\r\na\n\n\n", [["a"]]),
    Case("\"\"\n\"\",\"\"\n", [[""], ["", ""]]),
    Case("\"a\",\"b\"\r\n", [["a", "b"]]),
    Case("\"a\"", [["a"]]),
    Case("\"a,b\",\"c\nd\",\"e\r\nf\"\n", [["a,b", "c\nd", "e\r\nf"]]),
    Case("\"say \"\"no\"\"\",\"\"\"\"\n", [["say \"no\"", "\""]]),
    Case("17\" screen,a\"\"b\n", [["17\" screen", "a\"\"b"]]),
    Case("a\rb,c\n", [["a\rb", "c"]]),
    Case("\r\r\n", [["\r"]]),
    Case(" \"a\" ,b\n", [[" \"a\" ", "b"]]),
    Case("\u{FEFF}a,b\n", [["a", "b"]]),
    Case("\u{FEFF}\"a\",b\n", [["a", "b"]]),
    Case("\u{FEFF}", []),
    Case("a\n\u{FEFF}b\n", [["a"], ["\u{FEFF}b"]]),
    Case("zażółć,日本語,👩‍🚒\n", [["zażółć", "日本語", "👩‍🚒"]]),
  ]

  @Test(arguments: cases)
  func `a file comes apart by RFC 4180, wherever its pieces are cut`(example: Case) {
    let bytes = Array(example.text.utf8)
    for size in 1...max(1, bytes.count) {
      let records = parse(bytes, pieces: size)
      #expect(records.map(\.repairedFields) == example.rows, "in pieces of \(size)")
      #expect(records.allSatisfy { $0.fault == nil })
    }
  }

  @Test(arguments: 0..<40)
  func `random rows that are written are read again, wherever the pieces are cut`(seed: UInt64) {
    var generator = SplitMix(seed: seed)
    let columns = Int.random(in: 1...4, using: &generator)
    let rows = (0..<8).map { _ in (0..<columns).map { _ in Self.field(using: &generator) } }
    let end = Bool.random(using: &generator) ? "\r\n" : "\n"
    let text = rows.map { Self.written($0, using: &generator) + end }.joined()
    let bytes = Array(text.utf8)
    for size in 1...bytes.count {
      let read = parse(bytes, pieces: size).map(\.repairedFields)
      #expect(read == rows, "in pieces of \(size): \(text.debugDescription)")
    }
  }

  @Test func `a row knows the line where it begins`() {
    let text = "a,b\n\"c\nc\",\"d\r\nd\"\n\n\r\ne,f\n"
    let records = parse(Array(text.utf8), pieces: 3)
    #expect(records.map(\.line) == [1, 2, 7])
  }

  @Test(arguments: 1...12)
  func `text after a closing quote spoils its own row only`(size: Int) {
    let records = parse(Array("a\n\"b\"c,\"d\ne\n".utf8), pieces: size)
    #expect(records.map(\.fault) == [nil, .textAfterQuote, nil])
    #expect(records.map(\.line) == [1, 2, 3])
  }

  @Test(arguments: ["a\n\"b\rc", "a\n\"b,c\nd\ne", "a\n\"", "a\n\"b\"\"\n"])
  func `a quote that is never closed is a fault of the row that opens it`(text: String) {
    for size in 1...text.utf8.count {
      let records = parse(Array(text.utf8), pieces: size)
      #expect(records.map(\.fault) == [nil, .unclosedQuote])
      #expect(records.last?.line == 2)
    }
  }

  @Test(arguments: [
    "short\n" + String(repeating: "x", count: 40) + "\nshort\n",
    "short\n\"" + String(repeating: "x\n", count: 20) + "\"\nshort\n",
    "short\n" + String(repeating: ",", count: 40) + "\nshort\n",
    "short\n\"" + String(repeating: "\"\"", count: 40) + "\"\nshort\n",
  ])
  func `a row beyond the limit is refused and the next is read`(text: String) {
    for size in 1...text.utf8.count {
      var parser = CSVParser(limit: 20)
      let records =
        Array(text.utf8).pieces(of: size).flatMap { parser.parse($0) } + parser.finish()
      #expect(records.map(\.fault) == [nil, .tooLong(limit: 20), nil])
    }
  }

  @Test func `invalid UTF-8 is known by its field`() throws {
    let records = parse([0x61, 0x2C, 0xC3, 0x2C, 0xA9, 0x0A], pieces: 2)
    let record = try #require(records.first)
    #expect(record.count == 3)
    #expect(record.text(at: 0) == "a")
    #expect(record.text(at: 1) == nil)
    #expect(!record.isText)
    #expect(record.repairedFields == ["a", "\u{FFFD}", "\u{FFFD}"])
  }

  private func parse(_ bytes: [UInt8], pieces size: Int) -> [CSVRecord] {
    var parser = CSVParser()
    return bytes.pieces(of: size).flatMap { parser.parse($0) } + parser.finish()
  }

  private static func field(using generator: inout SplitMix) -> String {
    let alphabet = ["a", "é", "漢", ",", "\"", "\n", "\r", "\r\n", " ", "\u{FEFF}", "\0"]
    let length = Int.random(in: 0...5, using: &generator)
    return (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? "" }.joined()
  }

  /// A row, quoted where it must be and here and there where it need not.
  private static func written(_ row: [String], using generator: inout SplitMix) -> String {
    row.map { field in
      let mustQuote =
        field.unicodeScalars.contains { [",", "\"", "\n", "\r", "\u{FEFF}"].contains($0) }
        || row == [""]
      let quotes = mustQuote || Bool.random(using: &generator)
      return quotes ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
    }.joined(separator: ",")
  }
}
