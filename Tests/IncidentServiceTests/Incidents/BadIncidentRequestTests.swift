import HTTPTypes
import NIOCore
import ServiceTesting
import Testing
import Web

/// Requests that are not valid. The service has no database here: it needs none to refuse them.
struct BadIncidentRequestTests {
  private static let posts = [
    "/incidents/%", "/incidents/%/acknowledge", "/incidents/%/reopen",
  ]
  private static let gets = [
    "/incidents/%", "/incidents/%/timeline", "/incidents/%/links", "/incidents/%/tickets",
    "/incidents/%/escalation",
  ]
  private static let cursor =
    "?cursor invalid_format: must be the next_cursor of a page of this list with the same filters"

  @Test(arguments: [
    ("abc", "wrong_type: must be an integer"), ("1.5", "wrong_type: must be an integer"),
    ("%20", "wrong_type: must be an integer"), ("1%00", "wrong_type: must be an integer"),
    ("0", "out_of_range: must be from 1 to 9223372036854775807"),
    ("-1", "out_of_range: must be from 1 to 9223372036854775807"),
    ("9223372036854775808", "out_of_range: must be from 1 to 9223372036854775807"),
  ])
  func `a path that is not a number is refused`(id: String, mistake: String) async throws {
    let desk = TestDesk.withoutDatabase
    for uri in Self.posts {
      try expect(await desk.post(uri.replacing("%", with: id)), ["/id \(mistake)"])
    }
    for uri in Self.gets {
      try expect(await desk.get(uri.replacing("%", with: id)), ["/id \(mistake)"])
    }
  }

  @Test(arguments: [
    ("limit=0", ["?limit out_of_range: must be from 1 to 200"]),
    ("limit=201", ["?limit out_of_range: must be from 1 to 200"]),
    ("limit=abc", ["?limit wrong_type: must be an integer"]),
    ("cursor=abc", [cursor]),
    ("cursor=AQAGMlq1eoAAAAAAAAAAAAAFAAAA", [cursor]),
    ("limit=0&cursor=", ["?limit out_of_range: must be from 1 to 200", cursor]),
  ])
  func `a page that is asked for wrongly is refused with every mistake`(
    query: String, mistakes: [String]
  ) async throws {
    try expect(await TestDesk.withoutDatabase.get("/incidents?\(query)"), mistakes)
    try expect(await TestDesk.withoutDatabase.get("/incidents/1/timeline?\(query)"), mistakes)
    try expect(await TestDesk.withoutDatabase.get("/incidents/1/links?\(query)"), mistakes)
    try expect(await TestDesk.withoutDatabase.get("/incidents/1/tickets?\(query)"), mistakes)
    try expect(await TestDesk.withoutDatabase.get("/resolution-policies?\(query)"), mistakes)
  }

  @Test(arguments: [
    (
      "status=done&severity=urgent&ticket_id=0",
      [
        "?status not_allowed: must be one of: open, acknowledged, resolved, closed",
        "?severity not_allowed: must be one of: high, medium, low",
        "?ticket_id out_of_range: must be from 1 to 9223372036854775807",
      ]
    ),
    ("ticket_id=x", ["?ticket_id wrong_type: must be an integer"]),
    (
      "priority=high",
      [
        "?priority unknown_field: is not known; the parameters are: status, severity, ticket_id, "
          + "escalation, include, limit, cursor"
      ]
    ),
    ("escalation=stopped", ["?escalation not_allowed: must be one of: running, exhausted"]),
  ])
  func `a list that is asked for wrongly is refused with every mistake`(
    query: String, mistakes: [String]
  ) async throws {
    try expect(await TestDesk.withoutDatabase.get("/incidents?\(query)"), mistakes)
  }

  @Test(arguments: posts)
  func `a body with members is refused, for there is nothing to say`(uri: String) async throws {
    let uri = uri.replacing("%", with: "1")
    try expect(
      await post(uri, #"{"severity":"high"}"#),
      ["#/severity unknown_field: is not known; there are no fields"])
    try expect(await post(uri, "[]"), ["# wrong_type: must be an object"])
    let malformed = try await post(uri, "{")
    #expect(malformed.status == 400)
    #expect(try malformed.problem.slug == "malformed-json")
    let text = try await post(uri, "{}", "text/plain")
    #expect(text.status == 415)
    #expect(try text.problem.slug == "unsupported-media-type")
    let large = try await post(uri, String(repeating: " ", count: 10_000_000))
    #expect(large.status == 413)
    #expect(try large.problem.slug == "too-large")
  }

  private static let longest = "must have at most 20000 characters, has 20001"

  @Test(arguments: [
    ("assign", "{}", ["#/assignee required: is missing"]),
    ("assign", #"{"assignee":""}"#, ["#/assignee too_short: must not be empty"]),
    (
      "assign", #"{"assignee":1,"who":"ann"}"#,
      [
        "#/assignee wrong_type: must be a string",
        "#/who unknown_field: is not known; the fields are: assignee",
      ]
    ),
    ("merge", "{}", ["#/into required: is missing"]),
    ("merge", #"{"into":1}"#, ["#/into conflict: must be another incident"]),
    ("merge", #"{"into":"2"}"#, ["#/into wrong_type: must be an integer"]),
    ("links", "{}", ["#/incident_id required: is missing"]),
    ("links", #"{"incident_id":1}"#, ["#/incident_id conflict: must be another incident"]),
    (
      "links", #"{"incident_id":0}"#,
      ["#/incident_id out_of_range: must be from 1 to 9223372036854775807"]
    ),
    ("notes", "{}", ["#/note required: is missing"]),
    ("notes", #"{"note":null}"#, ["#/note wrong_type: must be a string"]),
    ("notes", #"{"note":" \n "}"#, ["#/note too_short: must not be empty"]),
    (
      "notes", #"{"note":"\u0000"}"#,
      ["#/note invalid_character: must not contain the character U+0000"]
    ),
    (
      "notes", #"{"note":"\#(String(repeating: "a", count: 20_001))"}"#,
      ["#/note too_long: \(longest)"]
    ),
  ])
  func `a body that does not say what it must is refused with every mistake`(
    verb: String, body: String, mistakes: [String]
  ) async throws {
    try expect(await post("/incidents/1/\(verb)", body), mistakes)
    #expect(try await TestDesk.withoutDatabase.post("/incidents/1/\(verb)").status == 415)
  }

  @Test func `a resolution that says something else is refused with every mistake`() async throws {
    try expect(
      await post("/incidents/1/resolve", #"{"resolve_tickets":1,"tickets":true}"#),
      [
        "#/resolve_tickets wrong_type: must be true or false",
        "#/tickets unknown_field: is not known; the fields are: resolve_tickets",
      ])
  }

  @Test(arguments: [
    ("{}", ["# required: must have at least one member"]),
    (
      #"{"title":"","description":" "}"#,
      ["#/title too_short: must not be empty", "#/description too_short: must not be empty"]
    ),
    (
      #"{"severity":"low"}"#,
      ["#/reason required: is missing; a severity is changed for a reason"]
    ),
    (#"{"reason":"so"}"#, ["#/severity required: is missing; a reason is that of a severity"]),
    (
      #"{"severity":"urgent","reason":""}"#,
      [
        "#/severity not_allowed: must be one of: high, medium, low",
        "#/reason too_short: must not be empty",
      ]
    ),
    (#"{"status":"resolved"}"#, ["#/status not_allowed: must be one of: closed"]),
    (
      #"{"assignee":"ann"}"#,
      [
        "#/assignee unknown_field: is not known; the fields are: title, description, severity, "
          + "reason, status"
      ]
    ),
  ])
  func `a change that is not valid is refused with every mistake`(
    body: String, mistakes: [String]
  ) async throws {
    try expect(await TestDesk.withoutDatabase.patch("/incidents/1", json: body), mistakes)
  }

  @Test(arguments: posts)
  func `a header field that is malformed is refused`(uri: String) async throws {
    let uri = uri.replacing("%", with: "1")
    let key = try await TestDesk.withoutDatabase.post(uri, [.idempotencyKey: "a b"])
    try expect(
      key,
      [
        "Idempotency-Key invalid_format: must be 1 to 255 visible characters of ASCII, best in "
          + "double quotes"
      ])
    guard uri != "/incidents/1" else { return }
    try expect(
      await TestDesk.withoutDatabase.post(uri, [.ifMatch: "1"]),
      [
        "If-Match invalid_format: must be * or a list of entity tags, each in double quotes"
      ])
  }

  @Test(arguments: [
    (HTTPRequest.Method.post, "/incidents", ["GET", "HEAD"]),
    (.delete, "/incidents/1", ["POST", "GET", "HEAD", "PATCH"]),
    (.get, "/incidents/1/acknowledge", ["POST"]), (.put, "/incidents/1/resolve/", ["POST"]),
    (.post, "/incidents/1/timeline", ["GET", "HEAD"]), (.get, "/incidents/1/reopen", ["POST"]),
    (.get, "/incidents/1/merge", ["POST"]),
    (.delete, "/incidents/1/links", ["GET", "HEAD", "POST"]),
    (.get, "/incidents/1/links/2", ["DELETE"]), (.get, "/incidents/1/assign", ["POST"]),
    (.patch, "/incidents/1/notes", ["POST"]),
  ])
  func `a method that a path does not know is refused with those that it knows`(
    method: HTTPRequest.Method, uri: String, allowed: [String]
  ) async throws {
    let answer = try await TestDesk.withoutDatabase.ask(method, uri)
    #expect(answer.status == 405)
    #expect(try answer.problem.slug == "method-not-allowed")
    let allow = try #require(answer.headers[.allow]).split(separator: ", ").map(String.init)
    #expect(allow.sorted() == allowed.sorted())
  }

  private func post(
    _ uri: String, _ body: String, _ contentType: String = "application/json"
  ) async throws -> ServiceAnswer {
    try await TestDesk.withoutDatabase.ask(
      .post, uri, [.contentType: contentType], body: ByteBuffer(string: body))
  }

  private func expect(_ answer: ServiceAnswer, _ mistakes: [String]) throws {
    #expect(answer.status == 422)
    let problem = try answer.problem
    #expect(problem.slug == "invalid-input")
    #expect(problem.mistakes == mistakes)
  }
}
