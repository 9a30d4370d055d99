import Foundation
import HTTPTypes
import NIOCore
import ServiceTesting
import Testing
import Web

/// Bodies that are not valid. The service has no database here: it needs none to refuse them.
struct BadBodyTests {
  private static let fields =
    "the fields are: title, description, requester, assignee, source, tags"
  private static let long = String(repeating: "x", count: 201)
  private static let novel = String(repeating: "x", count: 20_001)

  /// A body that is posted, and every mistake in it.
  private static let posted: [(String, [String])] = [
    ("{}", ["#/title required: is missing", "#/description required: is missing"]),
    (#"{"title":"a"}"#, ["#/description required: is missing"]),
    (#"{"title":"","description":"d"}"#, ["#/title too_short: must not be empty"]),
    (#"{"title":" \n\t\u00a0 ","description":"d"}"#, ["#/title too_short: must not be empty"]),
    (
      #"{"title":"\#(long)","description":"\#(novel)"}"#,
      [
        "#/title too_long: must have at most 200 characters, has 201",
        "#/description too_long: must have at most 20000 characters, has 20001",
      ]
    ),
    (
      #"{"title":"a\u0000b","description":"d"}"#,
      ["#/title invalid_character: must not contain the character U+0000"]
    ),
    (
      #"{"title":1,"description":["d"]}"#,
      ["#/title wrong_type: must be a string", "#/description wrong_type: must be a string"]
    ),
    (
      #"{"title":null,"description":{}}"#,
      ["#/title wrong_type: must be a string", "#/description wrong_type: must be a string"]
    ),
    (
      #"{"title":"a","description":"d","priority":"high","a/b~":1}"#,
      [
        "#/priority unknown_field: is not known; \(fields)",
        "#/a~1b~0 unknown_field: is not known; \(fields)",
      ]
    ),
    (
      #"{"titel":"a","description":""}"#,
      [
        "#/title required: is missing", "#/description too_short: must not be empty",
        "#/titel unknown_field: is not known; \(fields)",
      ]
    ),
    ("[]", ["# wrong_type: must be an object"]),
    (#""title""#, ["# wrong_type: must be an object"]),
    ("null", ["# wrong_type: must be an object"]),
    ("7", ["# wrong_type: must be an object"]),
  ]

  @Test(arguments: posted)
  func `a report that is not valid is refused with every mistake`(
    body: String, mistakes: [String]
  ) async throws {
    try expect(await TestDesk.withoutDatabase.post("/tickets", body), mistakes)
  }

  /// A body that is patched, and every mistake in it.
  private static let patched: [(String, [String])] = [
    ("{}", ["# required: must have at least one member"]),
    (#"{"title":""}"#, ["#/title too_short: must not be empty"]),
    (#"{"title":null}"#, ["#/title wrong_type: must be a string"]),
    (
      #"{"category":"Network","priority":"urgent","status":"in progress"}"#,
      [
        "#/category not_allowed: must be one of: security, network, hardware, software",
        "#/priority not_allowed: must be one of: high, medium, low",
        "#/status not_allowed: must be one of: open, in_progress, waiting, resolved, closed",
      ]
    ),
    (
      #"{"category":7,"status":false}"#,
      ["#/category wrong_type: must be a string", "#/status wrong_type: must be a string"]
    ),
    (
      #"{"id":7,"title":"\#(long)"}"#,
      [
        "#/title too_long: must have at most 200 characters, has 201",
        "#/id unknown_field: is not known; the fields are: title, description, category, "
          + "priority, status, requester, assignee, source, tags",
      ]
    ),
    ("[]", ["# wrong_type: must be an object"]),
  ]

  @Test(arguments: patched)
  func `a change that is not valid is refused with every mistake`(
    body: String, mistakes: [String]
  ) async throws {
    try expect(await TestDesk.withoutDatabase.patch("/tickets/1", body), mistakes)
  }

  private func expect(_ answer: ServiceAnswer, _ mistakes: [String]) throws {
    #expect(answer.status == 422)
    let problem = try answer.problem
    #expect(problem.slug == "invalid-input")
    #expect(problem.title == "The request is not valid")
    #expect(problem.mistakes == mistakes)
    let count = mistakes.count
    #expect(
      problem.detail == (count == 1 ? "There is one violation." : "There are \(count) violations."))
  }
}

/// Bodies that cannot be read at all.
struct UnreadableBodyTests {
  private static let malformed: [([UInt8], String)] = [
    (Array(#"{"title":"a","#.utf8), "expected the name of a member"),
    (Array(#"{"title":"a" "description":"d"}"#.utf8), "expected a comma or a brace"),
    (Array(#"{"title":"a","title":"b"}"#.utf8), "found a name for the second time"),
    (Array(#"{"title":"a","description":"d"} x"#.utf8), "expected nothing after the value"),
    (Array("title=a&description=d".utf8), "expected true"),
    ([], "expected a value, found nothing"),
    (Array(#"{"title":""#.utf8) + [0xC3, 0x28] + Array(#"","description":"d"}"#.utf8), "UTF-8"),
    (Array(#"{"title":""#.utf8) + [0xED, 0xA0, 0x80] + Array(#""}"#.utf8), "UTF-8"),
    (Array(#"{"title":"\ud800","description":"d"}"#.utf8), "half of a surrogate pair"),
    (Array(#"{"title":"a"#.utf8) + [0] + Array(#""}"#.utf8), "control character"),
    (Array(String(repeating: "[", count: 100_000).utf8), "more than 64 levels"),
    ([0xEF, 0xBB, 0xBF] + Array("{}".utf8), "expected a value"),
  ]

  @Test(arguments: malformed, [HTTPRequest.Method.post, .patch])
  func `what is not JSON is refused with the place of the mistake`(
    malformed: ([UInt8], String), method: HTTPRequest.Method
  ) async throws {
    let answer = try await TestDesk.withoutDatabase.ask(
      method, method == .post ? "/tickets" : "/tickets/1", [.contentType: "application/json"],
      body: ByteBuffer(bytes: malformed.0))
    #expect(answer.status == 400)
    let problem = try answer.problem
    #expect(problem.slug == "malformed-json")
    #expect(problem.errors == nil)
    let detail = try #require(problem.detail)
    #expect(detail.contains(malformed.1))
    #expect(detail.contains(/line \d+, column \d+/))
  }

  @Test(arguments: [
    nil, "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1",
    "multipart/form-data; boundary=x", "json", "",
  ])
  func `what does not say that it is JSON is refused with the type that is read`(
    contentType: String?
  ) async throws {
    var headers = HTTPFields()
    headers[.contentType] = contentType
    let answer = try await TestDesk.withoutDatabase.ask(
      .post, "/tickets", headers, body: ByteBuffer(string: #"{"title":"a","description":"d"}"#))
    #expect(answer.status == 415)
    #expect(answer.headers[.accept] == "application/json")
    #expect(try answer.problem.slug == "unsupported-media-type")
  }

  @Test(arguments: ["/tickets", "/tickets/1"])
  func `ten megabytes are refused with the limit`(uri: String) async throws {
    let text = String(repeating: "x", count: 10_000_000)
    let answer = try await TestDesk.withoutDatabase.ask(
      uri == "/tickets" ? .post : .patch, uri, [.contentType: "application/json"],
      body: ByteBuffer(string: #"{"title":"\#(text)","description":"d"}"#))
    #expect(answer.status == 413)
    let problem = try answer.problem
    #expect(problem.slug == "too-large")
    #expect(problem.detail == "The body may have at most 262144 bytes.")
    #expect(try answer.json()["limit"] as? Int == 262_144)
  }
}
