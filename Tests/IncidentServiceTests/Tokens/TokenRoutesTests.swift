import Access
import DatabaseTesting
import Domain
import HTTPTypes
import Postgres
import ServiceTesting
import Testing

@testable import IncidentService

@Suite(.database, .timeLimit(.minutes(2))) struct TokenRoutesTests {
  private static let ann = #"{"name":"ann","role":"responder"}"#

  private let desk = TestDesk()
  private var owner: Database { TestDatabase.current.owner }

  private func make(_ json: String = ann) async throws -> TokenDocument {
    try await desk.post("/tokens", json: json).read()
  }

  /// Asks with the text of a token.
  private func status(_ token: String?, _ path: String = "/incidents") async throws -> Int {
    let headers: HTTPFields = [.authorization: "Bearer \(try #require(token))"]
    return try await desk.ask(.get, path, headers, as: nil).status
  }

  /// What the ledger tells of tokens, oldest first.
  private func events() async throws -> [String] {
    try await owner.values(
      """
      SELECT format('%s by %s of %s', kind, actor, after)
      FROM ledger.events
      WHERE kind LIKE 'token.%'
      ORDER BY id
      """)
  }

  @Test func `a token is made, good at once, and shown in that one answer`() async throws {
    let answer = try await desk.post("/tokens", json: Self.ann)
    #expect(answer.status == 201)
    #expect(answer.headers[.location] == "/tokens/1")
    #expect(answer.headers[.cacheControl] == "no-store")
    let made = try answer.read(TokenDocument.self)
    #expect(made.id == 1 && made.name == "ann" && made.role == "responder")
    #expect(made.expiresAt == nil && made.revokedAt == nil && made.lastUsedAt == nil)
    let text = try #require(made.token)
    #expect(text.wholeMatch(of: /fl_[A-Za-z0-9_-]{43}/) != nil)
    #expect(try await status(text) == 200)
    #expect(try await status(text, "/tokens") == 403)
    for later in [
      try await desk.get("/tokens/1"), try await desk.get("/tokens"),
      try await desk.post("/tokens/1/revoke"),
    ] {
      #expect(later.status == 200)
      #expect(later.body.contains("ann"))
      #expect(!later.body.contains("fl_") && !later.body.contains(#""token""#))
    }
  }

  @Test func `of a token there is only the hash in the database`() async throws {
    let text = try #require(try await make().token)
    let stored: Bool? = try await owner.value(
      "SELECT hash = sha256(convert_to(\(text), 'UTF8')) FROM access.tokens")
    #expect(stored == true)
    #expect(try await !events().joined().contains(text.dropFirst(3)))
    let kept: Int64? = try await owner.value("SELECT count(*) FROM response.idempotency_keys")
    #expect(kept == 0)
  }

  @Test(arguments: ["k", "", "\"k", "two words"])
  func `a key is refused, because the answer is not kept, and nothing is made`(
    key: String
  ) async throws {
    let name = try #require(HTTPField.Name("Idempotency-Key"))
    let answer = try await desk.post("/tokens", json: Self.ann, [name: key])
    #expect(answer.status == 400)
    #expect(try answer.problem.slug == "key-not-allowed")
    #expect(
      try answer.problem.detail == "Send this without Idempotency-Key: the answer has a token, "
        + "which is shown once and never stored, so it cannot be given again.")
    let made: Int64? = try await owner.value("SELECT count(*) FROM access.tokens")
    #expect(made == 0)
  }

  @Test(arguments: [("1", 1), ("7776000", 7_776_000), ("864000000", 864_000_000), ("60.0", 60)])
  func `a token lasts for as long as it is said`(expiresIn: String, seconds: Int64) async throws {
    let made = try await make(#"{"name":"a","role":"agent","expires_in":\#(expiresIn)}"#)
    #expect(made.expiresAt != nil)
    let left: Int64? = try await owner.value(
      "SELECT extract(epoch FROM expires_at - created_at)::bigint FROM access.tokens")
    #expect(left == seconds)
  }

  @Test(arguments: [#""#, #","expires_in":null"#])
  func `without an end a token lasts until it is revoked`(member: String) async throws {
    let answer = try await desk.post("/tokens", json: #"{"name":"a","role":"agent"\#(member)}"#)
    #expect(answer.status == 201)
    #expect(try answer.read(TokenDocument.self).expiresAt == nil)
  }

  @Test(arguments: [
    ("{}", ["#/name required", "#/role required"]),
    (#"{"name":" ","role":"boss"}"#, ["#/name too_short", "#/role not_allowed"]),
    (
      #"{"name":7,"role":"agent","expires_in":0,"hash":"x"}"#,
      ["#/name wrong_type", "#/expires_in out_of_range", "#/hash unknown_field"]
    ),
    (#"{"name":"a","role":"Agent"}"#, ["#/role not_allowed"]),
    (#"{"name":"a","role":null}"#, ["#/role wrong_type"]),
    (#"{"name":"a","role":"agent","expires_in":"90d"}"#, ["#/expires_in wrong_type"]),
    (#"{"name":"a","role":"agent","expires_in":1.5}"#, ["#/expires_in wrong_type"]),
    (#"{"name":"a","role":"agent","expires_in":864000001}"#, ["#/expires_in out_of_range"]),
    (#"{"name":"a\u0000","role":"agent"}"#, ["#/name invalid_character"]),
  ])
  func `a bad token is refused with every violation`(
    body: String, mistakes: [String]
  ) async throws {
    let answer = try await TestDesk.withoutDatabase.post("/tokens", json: body)
    #expect(answer.status == 422)
    #expect(try answer.problem.errors?.map { "\($0.pointer) \($0.code)" } == mistakes)
  }

  @Test func `each change is one event by who asked`() async throws {
    let made = try await make(#"{"name":"ann","role":"responder","expires_in":60}"#)
    let first = try await desk.post("/tokens/1/revoke")
    let again = try await desk.post("/tokens/1/revoke")
    #expect(first.status == 200 && again.status == 200 && first.body == again.body)
    #expect(try first.read(TokenDocument.self).revokedAt != nil)
    let end = try #require(made.expiresAt)
    let after =
      #"{"name": "ann", "role": "responder", "token_id": 1, "expires_at": "\#(end)"}"#
    #expect(
      try await events() == [
        "token.created by admin of \(after)", "token.revoked by admin of \(after)",
      ])
    #expect(try await desk.get("/tokens/1").body == again.body)
  }

  @Test func `revokers at the same time make one event`() async throws {
    _ = try await make()
    let bodies = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<8 { group.addTask { try await desk.post("/tokens/1/revoke").body } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(bodies.count == 1)
    #expect(try await events().count { $0.hasPrefix("token.revoked") } == 1)
  }

  @Test func `a revoked token is worth nothing once the service has looked`() async throws {
    let made = try await make()
    #expect(try await status(made.token) == 200)
    _ = try await desk.post("/tokens/\(made.id)/revoke")
    await desk.authenticator.tokens.follow()
    #expect(try await status(made.token) == 401)
  }

  @Test func `an admin may revoke the very token by which it asks`() async throws {
    let made = try await make(#"{"name":"root","role":"admin"}"#)
    let text = try #require(made.token)
    let answer = try await desk.ask(
      .post, "/tokens/1/revoke", [.authorization: "Bearer \(text)"], as: nil)
    #expect(answer.status == 200)
    #expect(try await events().last?.hasPrefix("token.revoked by root of") == true)
    await desk.authenticator.tokens.follow()
    #expect(try await status(text, "/tokens") == 401)
  }

  @Test func `tokens come in pages, newest first`() async throws {
    for name in ["a", "b", "c"] { _ = try await make(#"{"name":"\#(name)","role":"agent"}"#) }
    let first = try await desk.get("/tokens?limit=2")
    #expect(first.headers[HTTPField.Name("Link")!]?.contains("/tokens?limit=2&cursor=") == true)
    let page = try first.read(PageDocument<TokenDocument>.self)
    #expect(page.items.map(\.name) == ["c", "b"])
    let cursor = try #require(page.nextCursor)
    let rest = try await desk.get("/tokens?limit=2&cursor=\(cursor)")
      .read(PageDocument<TokenDocument>.self)
    #expect(rest.items.map(\.name) == ["a"])
    #expect(rest.nextCursor == nil)
    let bad = try await desk.get("/tokens?limit=0&role=admin")
    #expect(try bad.problem.errors?.map(\.pointer) == ["?limit", "?role"])
  }

  @Test func `a token that is not there is not there`() async throws {
    #expect(try await desk.get("/tokens/7").status == 404)
    let answer = try await desk.post("/tokens/7/revoke")
    #expect(answer.status == 404)
    #expect(try answer.problem.detail == "There is no token 7.")
    #expect(try await events() == [])
  }
}
