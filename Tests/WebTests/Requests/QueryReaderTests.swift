import Domain
import Testing

@testable import Web

struct QueryReaderTests {
  @Test(arguments: [
    ("x=a", "a"), ("x=a+b", "a b"), ("x=a%2Bb", "a+b"), ("x=%C3%A9", "é"), ("%78=a", "a"),
    ("&&x=a=b&", "a=b"), ("x=%26%3d", "&="),
  ])
  func `a parameter is decoded like a form`(query: String, value: String) {
    var reader = QueryReader(query)
    #expect(reader.optional("x", .searchText) == value)
    #expect(reader.allViolations().isEmpty)
  }

  @Test(arguments: [
    ("x=%", Violation.Code.invalidFormat),
    ("x=%4", .invalidFormat),
    ("x=%zz", .invalidFormat),
    ("x=%FF", .invalidFormat),
    ("x=%C3", .invalidFormat),
    ("x=%ED%A0%80", .invalidFormat),
    ("x=%00", .invalidCharacter),
    ("x=", .tooShort),
    ("x", .tooShort),
    ("x=+", .tooShort),
    ("x=a&x=a", .conflict),
    ("x=a&%78=b", .conflict),
    ("X=a", .unknownField),
    ("y", .unknownField),
    ("%zz=1", .unknownField),
    ("x=a&\u{301}y=b", .unknownField),
    ("x=a&y=\u{301}b", .unknownField),
  ])
  func `a parameter that cannot be read is one violation`(query: String, code: Violation.Code) {
    var reader = QueryReader(query)
    _ = reader.optional("x", .searchText)
    #expect(reader.allViolations().map(\.code) == [code])
  }

  @Test(
    arguments: [
      ("1", 1), ("200", 200), ("007", 7), ("9223372036854775807", 9_223_372_036_854_775_807),
      ("0", nil), ("-1", nil), ("9223372036854775808", nil),
    ] as [(String, Int64?)])
  func `an id is 1 or more`(text: String, id: Int64?) {
    var reader = QueryReader("id=\(text)")
    #expect(reader.optional("id", .id) == id)
    #expect(reader.allViolations().map(\.code) == (id == nil ? [.outOfRange] : []))
  }

  @Test(arguments: ["", "abc", "%2B1", "1.0", "1e3", "+1", "0x10", "٣", "-", "1 "])
  func `what is not written in digits is no integer`(text: String) {
    var reader = QueryReader("id=\(text)")
    #expect(reader.optional("id", .id) == nil)
    #expect(reader.allViolations().map(\.code) == [.wrongType])
  }

  @Test func `an offset whose plus was not encoded says how to write it`() {
    var reader = QueryReader("after=2026-11-23T15:09:38+01:00&before=2026-11-23T15:09:38%2B01:00")
    #expect(reader.optional("after", .instant) == nil)
    #expect(reader.optional("before", .instant) == Instant(rfc3339: "2026-11-23T14:09:38Z"))
    #expect(reader.allViolations().map { $0.detail.hasSuffix("write + as %2B") } == [true])
  }

  @Test func `all violations are told at once, unknown parameters last and once`() {
    var reader = QueryReader("prority=high&status=weird&flag=yes&prority=low")
    _ = reader.optional("status", .oneOf(TicketStatus.self))
    _ = reader.optional("flag", .boolean)
    _ = reader.required("kind", .boolean)
    #expect(
      reader.allViolations() == [
        Violation(
          pointer: "?status", code: .notAllowed,
          detail: "must be one of: open, in_progress, waiting, resolved, closed"),
        Violation(pointer: "?flag", code: .wrongType, detail: "must be true or false"),
        Violation(pointer: "?kind", code: .required, detail: "is missing"),
        Violation(
          pointer: "?prority", code: .unknownField,
          detail: "is not known; the parameters are: status, flag, kind"),
      ])
  }
}
