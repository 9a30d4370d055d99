import AsyncHTTPClient
import DatabaseTesting
import Foundation
import NIOCore
import NIOHTTP1
import Testing

@Suite(.database, .timeLimit(.minutes(3))) struct TokenTests {
  private func firstline(_ arguments: String...) async throws -> String {
    let (status, output, errors) = try await RunningProgram.run(
      "firstline", ["token"] + arguments, ["DATABASE_URL": TestDatabase.current.url()])
    try #require(status == 0, "\(errors)")
    return output
  }

  private func status(_ url: String, _ token: String) async throws -> Int {
    var request = HTTPClientRequest(url: url)
    request.headers.add(name: "Authorization", value: "Bearer \(token)")
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
    _ = try await response.body.collect(upTo: 1 << 20)
    return Int(response.status.code)
  }

  @Test func `a token is good at once, worth nothing moments after it was revoked, and not logged`()
    async throws
  {
    let desk = try await Desk.start()
    let urls = [desk.tickets.url + "/tickets", desk.incidents.url + "/incidents"]
    let token = try await firstline("create", "--name", "ann", "--role", "auditor")
      .trimmingCharacters(in: .newlines)
    for url in urls { #expect(try await status(url, token) == 200) }
    let list = try await firstline("list")
    let id = try #require(list.firstMatch(of: /\n([0-9]+) .*ann/)).1
    _ = try await firstline("revoke", String(id))
    // The services' timers would be later as a rule.
    for url in urls {
      #expect(
        try await eventually(within: .seconds(4)) { try await status(url, token) == 401 })
    }
    for service in [desk.tickets, desk.incidents] {
      #expect(try !service.logged.contains(token.dropFirst(3)))
    }
    await desk.stop()
  }

  @Test func `a token that is revoked over HTTP stops working on the other service`() async throws {
    let desk = try await Desk.start()
    let made = try JSONDecoder().decode(
      Made.self,
      from: Data(
        try await Desk.post("/tokens", #"{"name": "ann", "role": "agent"}"#, to: desk.incidents)
          .utf8))
    let urls = [desk.tickets.url + "/tickets", desk.incidents.url + "/incidents"]
    for url in urls { #expect(try await status(url, made.token) == 200) }
    try await Desk.post("/tokens/\(made.id)/revoke", to: desk.incidents)
    // Before the services' timers, as a rule: this is the notification.
    for url in urls {
      #expect(
        try await eventually(within: .seconds(4)) { try await status(url, made.token) == 401 })
    }
    for service in [desk.tickets, desk.incidents] {
      #expect(try !service.logged.contains(made.token.dropFirst(3)))
    }
    await desk.stop()
  }

  private struct Made: Decodable {
    let id: Int64
    let token: String
  }
}
