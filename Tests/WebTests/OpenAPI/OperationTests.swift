import Domain
import HTTPTypes
import Testing
import Web

struct OperationTests {
  private static let answer = [Answer(200, "Done.")]

  private static func statuses(
    _ parameters: [Parameter], body: RequestBody? = nil, refusals: [Refusal] = []
  ) -> [Int] {
    Operation(
      "x", "X", needs: nil, tag: "x", parameters: parameters, body: body, answers: answer,
      refusals: refusals
    ).allAnswers.map(\.status)
  }

  @Test(arguments: [
    ([], [200, 500, 503]),
    ([Parameter.id], [200, 404, 422, 500, 503]),
    (Parameter.page, [200, 422, 500, 503]),
    ([.ifMatch], [200, 412, 422, 500, 503]),
    ([.ifNoneMatch], [200, 422, 500, 503]),
    ([.idempotencyKey], [200, 409, 422, 500, 503]),
  ])
  func `what an operation takes tells how it can refuse`(parameters: [Parameter], all: [Int]) {
    #expect(Self.statuses(parameters) == all)
  }

  @Test func `what takes a right refuses who has no token or not the role, and says so`() throws {
    let operation = Operation("x", "X", needs: .readTickets, tag: "x", answers: Self.answer)
    #expect(operation.withoutDatabase.allAnswers.map(\.status) == [200, 401, 403, 429, 500, 503])
    #expect(operation.json.text.contains(#""security":[{"bearer":[]}]"#))
    let open = Operation("y", "Y", needs: nil, tag: "x", answers: Self.answer)
    #expect(open.json.text.contains(#""security":[]"#))
    let document = OpenAPIDocument(
      title: "Desk", version: "1", description: "",
      routes: [DocumentedRoute(.get, "/x", operation)])
    #expect(
      document.text.contains(
        #""securitySchemes":{"bearer":{"type":"http","scheme":"bearer","#))
  }

  @Test func `a body can be wrong in four ways`() {
    #expect(Self.statuses([], body: .json(.anything)) == [200, 400, 413, 415, 422, 500, 503])
  }

  @Test func `other refusals are named`() {
    #expect(Self.statuses([], refusals: [.conflict, .notFound]) == [200, 404, 409, 500, 503])
  }

  @Test func `an answer that is written takes the place of the one that is added`() throws {
    let operation = Operation(
      "x", "X", needs: nil, tag: "x", parameters: [.id],
      answers: [.json(200, "Done.", .boolean), Answer(404, "Not that one.")])
    let answer = try #require(operation.allAnswers.first { $0.status == 404 })
    #expect(answer.description == "Not that one.")
    #expect(operation.allAnswers.count { $0.status == 404 } == 1)
  }

  @Test func `what needs no database does not find it unavailable`() {
    let operation = Operation("x", "X", needs: nil, tag: "x", answers: Self.answer)
    #expect(operation.withoutDatabase.allAnswers.map(\.status) == [200, 500])
  }

  @Test(arguments: Refusal.allCases)
  func `every refusal is a problem of its status, with an example and the request's id`(
    refusal: Refusal
  ) {
    let answer = refusal.answer
    #expect(answer.status == refusal.rawValue)
    #expect(answer.bodies.map(\.mediaType) == ["application/problem+json"])
    let text = answer.definition.text
    #expect(text.contains(#""X-Request-Id""#))
    #expect(text.contains(#""status":\#(refusal.rawValue)"#))
    #expect(answer.json.text.hasPrefix(##"{"$ref":"#/components/responses/"##))
  }

  @Test(arguments: [
    (Refusal.unauthenticated, ["WWW-Authenticate"]), (.forbidden, ["WWW-Authenticate"]),
    (.methodNotAllowed, ["Allow"]), (.preconditionFailed, ["ETag"]),
    (.unsupportedMediaType, ["Accept"]), (.unavailable, ["Retry-After"]),
    (.tooManyRequests, ["Retry-After", "RateLimit", "RateLimit-Policy"]),
  ])
  func `a refusal names the fields that it comes with`(refusal: Refusal, fields: [String]) {
    #expect(refusal.answer.headers.map(\.name) == fields)
  }

  @Test func `every kind of problem that we answer is a documented refusal`() {
    let documented = Set(Refusal.allCases.map(\.rawValue))
    // 408 is answered before there is a request that could be an operation's.
    let kinds = ProblemKind.allCases.filter { $0 != .requestTimeout }
    #expect(kinds.allSatisfy { documented.contains($0.status.code) })
    #expect(documented == Set(kinds.map(\.status.code)))
  }
}
