import HTTPTypes
import ServiceTesting
import Testing
import Web

/// Paths, queries and header fields that are not valid. The service has no database here: it needs
/// none to refuse them.
struct BadRequestLineTests {
  private static let known =
    "is not known; the parameters are: status, category, priority, assignee, requester, source, "
    + "tag, q, created_after, created_before, include, limit, cursor"
  private static let time =
    "invalid_format: must be a time as in RFC 3339, such as 2026-11-23T15:09:38Z"
  private static let cursor =
    "?cursor invalid_format: must be the next_cursor of a page of this list with the same filters"

  private static let queries: [(String, [String])] = [
    ("limit=0", ["?limit out_of_range: must be from 1 to 200"]),
    ("limit=201", ["?limit out_of_range: must be from 1 to 200"]),
    ("limit=-1", ["?limit out_of_range: must be from 1 to 200"]),
    ("limit=99999999999999999999", ["?limit out_of_range: must be from 1 to 200"]),
    ("limit=abc", ["?limit wrong_type: must be an integer"]),
    ("limit=", ["?limit wrong_type: must be an integer"]),
    ("limit=1.0", ["?limit wrong_type: must be an integer"]),
    ("limit=5&limit=6", ["?limit conflict: is given 2 times"]),
    ("cursor=", [cursor]), ("cursor=abc", [cursor]), ("cursor=17", [cursor]),
    ("cursor=AQAGMlq1eoAAAAAAAAAAAAAFAAAA", [cursor]),
    ("cursor=%00", [cursor]), ("cursor='%20OR%201=1", [cursor]),
    (
      "status=done",
      ["?status not_allowed: must be one of: open, in_progress, waiting, resolved, closed"]
    ),
    (
      "category=SECURITY&priority=",
      [
        "?category not_allowed: must be one of: security, network, hardware, software",
        "?priority not_allowed: must be one of: high, medium, low",
      ]
    ),
    (
      "assignee=&requester=%20&tag=VPN",
      [
        "?assignee too_short: must not be empty", "?requester too_short: must not be empty",
        "?tag invalid_format: must be made of the letters a to z, digits, and the characters "
          + "- _ . :",
      ]
    ),
    ("q=", ["?q too_short: must not be empty"]),
    ("q=%20", ["?q too_short: must not be empty"]),
    ("q=%00", ["?q invalid_character: must not contain the character U+0000"]),
    ("q=%ff", ["?q invalid_format: must be percent-encoded UTF-8"]),
    ("q=%zz", ["?q invalid_format: must be percent-encoded UTF-8"]),
    (
      "q=\(String(repeating: "x", count: 201))",
      ["?q too_long: must have at most 200 characters, has 201"]
    ),
    ("created_after=yesterday", ["?created_after \(time)"]),
    ("created_before=2026-02-30T00:00:00Z", ["?created_before \(time)"]),
    (
      "created_after=2026-03-01T00:00:00+02:00", ["?created_after \(time); write + as %2B"]
    ),
    ("stauts=open", ["?stauts unknown_field: \(known)"]),
    (
      "limit=0&Status=open&a%5Bb%5D=1",
      [
        "?limit out_of_range: must be from 1 to 200", "?Status unknown_field: \(known)",
        "?a[b] unknown_field: \(known)",
      ]
    ),
  ]

  @Test(arguments: queries)
  func `a list that is asked for wrongly is refused with every mistake`(
    query: String, mistakes: [String]
  ) async throws {
    try expect(await TestDesk.withoutDatabase.get("/tickets?\(query)"), mistakes)
  }

  @Test(arguments: [
    ("abc", "wrong_type: must be an integer"), ("1.5", "wrong_type: must be an integer"),
    ("%20", "wrong_type: must be an integer"), ("+1", "wrong_type: must be an integer"),
    ("0x1", "wrong_type: must be an integer"), ("%D9%A1", "wrong_type: must be an integer"),
    ("1%00", "wrong_type: must be an integer"), ("..", "wrong_type: must be an integer"),
    ("0", "out_of_range: must be from 1 to 9223372036854775807"),
    ("-1", "out_of_range: must be from 1 to 9223372036854775807"),
    ("9223372036854775808", "out_of_range: must be from 1 to 9223372036854775807"),
  ])
  func `a path that is not a number is refused`(id: String, mistake: String) async throws {
    let desk = TestDesk.withoutDatabase
    try expect(await desk.get("/tickets/\(id)"), ["/id \(mistake)"])
    try expect(await desk.patch("/tickets/\(id)", #"{"title":"a"}"#), ["/id \(mistake)"])
  }

  @Test(arguments: ["1", "W/1", "\"1", "\"1\" \"2\"", "w/\"1\"", ",", "\"a b\"", "*, \"1\"", ""])
  func `a condition that is malformed is refused`(condition: String) async throws {
    let detail = "invalid_format: must be * or a list of entity tags, each in double quotes"
    let answer = try await TestDesk.withoutDatabase.patch(
      "/tickets/1", #"{"title":"a"}"#, [.ifMatch: condition])
    try expect(answer, ["If-Match \(detail)"])
  }

  @Test(arguments: ["", "\"open", "a b", "\"\"", "schlüssel", String(repeating: "k", count: 256)])
  func `an idempotency key that is malformed is refused`(key: String) async throws {
    let detail = "must be 1 to 255 visible characters of ASCII, best in double quotes"
    let answer = try await TestDesk.withoutDatabase.post(
      "/tickets", #"{"title":"a","description":"d"}"#, [.idempotencyKey: key])
    try expect(answer, ["Idempotency-Key invalid_format: \(detail)"])
  }

  @Test(arguments: [
    (HTTPRequest.Method.delete, "/tickets", ["POST", "GET", "HEAD"]),
    (.put, "/tickets/", ["POST", "GET", "HEAD"]),
    (.post, "/tickets/1", ["GET", "HEAD", "PATCH"]),
    (.delete, "/tickets/1", ["GET", "HEAD", "PATCH"]),
    (.post, "/openapi.json", ["GET", "HEAD"]),
  ])
  func `a method that a path does not know is refused with those that it knows`(
    method: HTTPRequest.Method, uri: String, allowed: [String]
  ) async throws {
    let answer = try await TestDesk.withoutDatabase.ask(method, uri)
    #expect(answer.status == 405)
    #expect(try answer.problem.slug == "method-not-allowed")
    let allow = try #require(answer.headers[.allow]).split(separator: ", ").map(String.init)
    #expect(Set(allow) == Set(allowed))
    #expect(allow.count == allowed.count)
  }

  @Test(arguments: ["/", "/ticket", "/tickets/1/2", "/Tickets", "/tickets/1/links"])
  func `a path that leads nowhere is refused`(uri: String) async throws {
    let answer = try await TestDesk.withoutDatabase.get(uri)
    #expect(answer.status == 404)
    let problem = try answer.problem
    #expect(problem.slug == "not-found")
    #expect(problem.detail == "There is nothing at this path.")
  }

  private func expect(_ answer: ServiceAnswer, _ mistakes: [String]) throws {
    #expect(answer.status == 422)
    let problem = try answer.problem
    #expect(problem.slug == "invalid-input")
    #expect(problem.mistakes == mistakes)
    let count = mistakes.count
    #expect(
      problem.detail == (count == 1 ? "There is one violation." : "There are \(count) violations."))
  }
}
