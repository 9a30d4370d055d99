import ServiceTesting
import Testing

/// Comments that are not valid. The service has no database here: it needs none to refuse them.
struct BadCommentTests {
  private static let visibility = "#/visibility not_allowed: must be one of: public, internal"

  @Test(arguments: [
    ("{}", ["#/visibility required: is missing", "#/text required: is missing"]),
    (#"{"visibility":"secret","text":""}"#, [visibility, "#/text too_short: must not be empty"]),
    (#"{"visibility":"public","text":null}"#, ["#/text wrong_type: must be a string"]),
    (
      #"{"visibility":"public","text":"\#(String(repeating: "a", count: 20_001))"}"#,
      ["#/text too_long: must have at most 20000 characters, has 20001"]
    ),
    (
      #"{"visibility":"public","text":"a","author":"ann"}"#,
      ["#/author unknown_field: is not known; the fields are: visibility, text"]
    ),
  ])
  func `a comment that is not valid is refused with every mistake`(
    body: String, mistakes: [String]
  ) async throws {
    let answer = try await TestDesk.withoutDatabase.post("/tickets/1/comments", body)
    #expect(answer.status == 422)
    #expect(try answer.problem.mistakes == mistakes)
  }

  @Test(arguments: [
    ("/tickets/x/comments", "/id wrong_type: must be an integer"),
    (
      "/tickets/1/comments?visibility=all",
      "?visibility not_allowed: must be one of: public, internal"
    ),
    ("/tickets/1/comments?limit=0", "?limit out_of_range: must be from 1 to 200"),
  ])
  func `a list that is asked for wrongly is refused`(uri: String, mistake: String) async throws {
    let answer = try await TestDesk.withoutDatabase.get(uri)
    #expect(answer.status == 422)
    #expect(try answer.problem.mistakes == [mistake])
  }
}
