import DatabaseTesting
import Foundation
import Operator
import Postgres
import Testing

@Suite(.database, .timeLimit(.minutes(1))) struct TokenCommandTests {
  private func token(_ arguments: String...) async throws -> Firstline.Ending {
    try await Firstline.run(
      ["token"] + arguments, ["DATABASE_URL": TestDatabase.current.url()])
  }

  private func hashes(_ condition: Query) async throws -> [String] {
    try await TestDatabase.current.owner.values(
      "SELECT encode(hash, 'hex') FROM access.tokens WHERE \(condition) ORDER BY id")
  }

  @Test func `a token is printed alone, and stored as its hash`() async throws {
    let ending = try await token("create", "--name", "ann", "--role", "agent")
    #expect(ending.status == 0 && ending.errors == "")
    let text = try #require(ending.output.wholeMatch(of: /(fl_[A-Za-z0-9_-]{43})\n/)).1
    let hash: String? = try await TestDatabase.current.owner.value(
      "SELECT encode(sha256(convert_to(\(String(text)), 'UTF8')), 'hex')")
    #expect(try await hashes("name = 'ann' AND role = 'agent' AND expires_at IS NULL") == [hash])
  }

  @Test(arguments: [("90d", 90 * 86_400), ("12h", 12 * 3_600), ("30m", 1_800)])
  func `a token lasts for as long as it is said`(expires: String, seconds: Int) async throws {
    let ending = try await token(
      "create", "--name", "ann", "--role", "admin", "--expires", expires)
    #expect(ending.status == 0)
    let left: Int64? = try await TestDatabase.current.owner.value(
      "SELECT extract(epoch FROM expires_at - created_at)::bigint FROM access.tokens")
    #expect(left == Int64(seconds))
  }

  @Test(arguments: [
    ["--name", "ann"], ["--role", "agent"], ["--name", "ann", "--role", "boss"],
    ["--name", " ", "--role", "agent"], ["--name", "ann", "--role", "agent", "--expires", "x"],
    ["--name", "ann", "--role", "agent", "--expires", "0d"],
    ["--name", "ann", "--role", "agent", "--expires", "-1d"],
    ["--name", "ann", "--role", "agent", "--expires", "99999d"],
    ["--name", "ann", "--role", "agent", "--expires", "999999999999999999999d"],
  ])
  func `a token that cannot be is not made`(arguments: [String]) async throws {
    let ending = try await Firstline.run(
      ["token", "create"] + arguments, ["DATABASE_URL": TestDatabase.current.url()])
    #expect(ending.status != 0)
    #expect(ending.output == "")
    #expect(try await hashes("true") == [])
  }

  @Test func `the list tells everything but the tokens`() async throws {
    var texts: [String] = []
    for name in ["ann", "bo"] {
      texts.append(try await token("create", "--name", name, "--role", "agent").output)
    }
    #expect(try await token("revoke", "1").output == "token 1 of ann is revoked\n")
    let list = try await token("list")
    #expect(list.status == 0)
    let lines = list.output.split(separator: "\n")
    #expect(lines.map { $0.split(separator: " ").last } == ["NAME", "bo", "ann"])
    #expect(lines[1].contains("agent") && lines[1].contains(" - "))
    for text in texts { #expect(!list.output.contains(text.prefix(10))) }
    for hash in try await hashes("true") { #expect(!list.output.contains(hash.prefix(10))) }
  }

  @Test func `a token that is not there cannot be revoked`() async throws {
    #expect(
      try await token("revoke", "7")
        == Firstline.Ending(status: 1, output: "", errors: "firstline: there is no token 7\n"))
  }

  @Test func `whoever migrates first gets a token and a request by it, once`() async throws {
    let url = "http://127.0.0.1:8080"
    let arguments = ["migrate", "--migrations", MigrationsFolder.path, "--first-token", url]
    let environment = ["DATABASE_URL": TestDatabase.current.url()]
    let first = try await Firstline.run(arguments, environment)
    let line = try #require(first.output.split(separator: "\n").last)
    #expect(
      line.hasPrefix("curl -i \(url)/tickets -H 'Authorization: Bearer fl_")
        && line.hasSuffix(#""description": "User receives invalid password error"}'"#))
    #expect(try await hashes("role = 'admin' AND name = 'newcomer'").count == 1)
    let second = try await Firstline.run(arguments, environment)
    #expect(second.status == 0)
    #expect(!second.output.contains("fl_"))
  }
}
