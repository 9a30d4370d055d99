import NIOCore
import Testing

@testable import Web

struct JSONParserTests {
  private func parse(_ text: String) throws(MalformedJSON) -> JSONValue {
    try JSONParser.parse(ByteBuffer(string: text))
  }

  @Test(
    arguments: [
      ("null", .null),
      (" \t\r\n true ", .boolean(true)),
      ("false", .boolean(false)),
      ("0", .number("0")),
      ("-0", .number("-0")),
      ("-12.50e+3", .number("-12.50e+3")),
      ("1E400", .number("1E400")),
      ("99999999999999999999", .number("99999999999999999999")),
      (#""""#, .string("")),
      (#""Grüße 😀""#, .string("Grüße 😀")),
      (#""a\"\\\/\b\f\n\r\tz""#, .string("a\"\\/\u{8}\u{C}\n\r\tz")),
      (#""\u00e9\uD83D\ude00\u0000""#, .string("é😀\0")),
      ("[]", .array([])),
      ("[ 1 , [ ] ]", .array([.number("1"), .array([])])),
      ("{}", .object([])),
      (
        #"{"b" : {"a":1} , "a":[2]}"#,
        .object([
          .init(name: "b", value: .object([.init(name: "a", value: .number("1"))])),
          .init(name: "a", value: .array([.number("2")])),
        ])
      ),
    ] as [(String, JSONValue)])
  func `JSON is read as it is written`(text: String, value: JSONValue) throws {
    #expect(try parse(text) == value)
  }

  @Test(arguments: [
    ("", 1, 1, "found nothing"),
    ("  ", 1, 3, "found nothing"),
    ("{", 1, 2, "name"),
    ("[", 1, 2, "the end"),
    (#"{"a":1,}"#, 1, 8, "name"),
    ("[1,]", 1, 4, "expected a value"),
    ("[1 2]", 1, 4, "comma"),
    (#"{"a" 1}"#, 1, 6, "colon"),
    (#"{"a":1 "b":2}"#, 1, 8, "comma"),
    ("{a:1}", 1, 2, "name"),
    ("{}\n x", 2, 2, "nothing after"),
    ("{}{}", 1, 3, "nothing after"),
    ("tru", 1, 1, "true"),
    ("nulL", 1, 1, "null"),
    ("NaN", 1, 1, "expected a value"),
    ("-", 1, 2, "digit"),
    ("+1", 1, 1, "expected a value"),
    (".5", 1, 1, "expected a value"),
    ("01", 1, 2, "leading zero"),
    ("1.", 1, 3, "digit"),
    ("1e", 1, 3, "digit"),
    ("1e+", 1, 4, "digit"),
    (#""a"#, 1, 1, "does not end"),
    ("\"a\nb\"", 1, 3, "control character"),
    ("\"a\0b\"", 1, 3, "control character"),
    (#""\q""#, 1, 2, "escape"),
    (#""\"#, 1, 3, "escape"),
    (#""\u12""#, 1, 6, "hexadecimal"),
    (#""\u12é4""#, 1, 6, "hexadecimal"),
    (#""\ud800""#, 1, 2, "surrogate"),
    (#""\ud800\n""#, 1, 2, "surrogate"),
    (#""\ud800\u0041""#, 1, 2, "surrogate"),
    (#""x\udc00""#, 1, 3, "surrogate"),
    ("{\n\"a\":1,\n  \"a\":2}", 3, 3, "second time"),
    ("// no\n1", 1, 1, "expected a value"),
    ("\u{FEFF}{}", 1, 1, "expected a value"),
  ])
  func `what is not JSON is refused with the place of the mistake`(
    text: String, line: Int, column: Int, reason: String
  ) throws {
    let mistake = try #require(throws: MalformedJSON.self) { try parse(text) }
    #expect(mistake.reason.contains(reason))
    #expect([mistake.line, mistake.column] == [line, column])
  }

  @Test(
    arguments: [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3], [0x80],
    ] as [[UInt8]])
  func `a text that is not UTF-8 is refused`(bytes: [UInt8]) throws {
    let quote = UInt8(ascii: "\"")
    let mistake = try #require(throws: MalformedJSON.self) {
      try JSONParser.parse(ByteBuffer(bytes: [quote] + bytes + [quote]))
    }
    #expect(mistake.reason.contains("UTF-8"))
  }

  @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
  func `a hundred thousand levels are refused and not followed`(opening: String) throws {
    let mistake = try #require(throws: MalformedJSON.self) {
      try parse(String(repeating: opening, count: 100_000))
    }
    #expect(mistake.reason.contains("64 levels"))
  }

  /// A copy of the text for each escape would take minutes.
  @Test(.timeLimit(.minutes(1))) func `a text with a million escapes is read in one go`() throws {
    let text = try parse("\"" + String(repeating: "a\\n", count: 1_000_000) + "\"")
    guard case .string(let lines) = text else {
      Issue.record("not a text")
      return
    }
    #expect(lines.utf8.count == 2_000_000)
  }

  @Test func `64 levels are read`() throws {
    _ = try parse(String(repeating: "[", count: 64) + String(repeating: "]", count: 64))
  }

  @Test func `siblings do not count as levels`() throws {
    _ = try parse("[" + String(repeating: "[],", count: 1000) + "{}]")
  }
}
