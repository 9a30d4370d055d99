import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Postgres
import ServiceTesting
import Testing

@testable import Web

/// What the gate does to requests, whatever they are about; the services' tests have their routes.
@Suite struct GateTests {
  private func ask(
    _ headers: HTTPFields, _ uri: String = "/mine", _ method: HTTPRequest.Method = .get,
    registry: PrometheusRegistry = PrometheusRegistry(), logger: Logger = LogRecorder().logger
  ) async throws -> ServiceAnswer {
    let routes = Routes(Gate(Caller.authenticator(), registry: registry))
    let own = Operation("own", "Own", needs: .readTickets, tag: "x", answers: [])
    routes.get("/mine", own) { _, context in
      Response.json(.ok, [context.origin.actor, context.owner ?? "all"])
    }
    let open = Operation("open", "Open", needs: nil, tag: "x", answers: [])
    routes.get("/open", open) { _, context in
      Response.json(.ok, [context.origin.actor, context.principal?.name ?? "nobody"])
    }
    let closed = Operation("closed", "Closed", needs: .publishPolicies, tag: "x", answers: [])
    routes.post("/closed", closed) { _, _ -> Response in throw Problem.internalError }
    let application = Application(responder: routes.buildResponder(), logger: logger)
    return try await application.test(.router) { client in
      try ServiceAnswer(
        try await client.execute(uri: uri, method: method, headers: headers), to: method)
    }
  }

  @Test(arguments: ["Bearer", "bearer", "BEARER", "Bearer "])
  func `the scheme is read in any case`(scheme: String) async throws {
    let answer = try await ask([.authorization: "\(scheme) \(Caller.admin.token)"])
    #expect(answer.body == #"["admin","all"]"#)
  }

  @Test func `a requester is let through to what is its own`() async throws {
    let answer = try await ask([.authorization: Caller(.requester).authorization])
    #expect(answer.body == #"["requester","requester"]"#)
  }

  @Test(arguments: [
    nil, "", "Bearer", "Bearer ", "Basic YTpi", "fl_x", "Bearerx fl_x",
    "Token \(Caller.admin.token)",
  ])
  func `without a token nobody is let through, and is told how to show one`(
    field: String?
  ) async throws {
    var headers = HTTPFields()
    headers[.authorization] = field
    let answer = try await ask(headers)
    #expect(answer.status == 401)
    #expect(try answer.problem.slug == "unauthenticated")
    let challenge = try #require(answer.headers[.wwwAuthenticate])
    #expect(challenge.hasPrefix(#"Bearer realm="firstline""#))
    #expect(!answer.body.contains("fl_A"))
  }

  @Test(arguments: ["xyzzy", "fl_", "fl_admin", "a.b.c", "fl_admin AAAA", "Bearer x"])
  func `a token that cannot be one is refused without asking anybody`(
    token: String
  ) async throws {
    // There is no database that could be asked: that would be a 503.
    let answer = try await ask([.authorization: "Bearer \(token)"])
    #expect(answer.status == 401)
    #expect(answer.headers[.wwwAuthenticate]?.contains(#"error="invalid_token""#) == true)
    #expect(!answer.body.contains(token))
  }

  @Test func `a token of which nobody can tell now is a problem that passes`() async throws {
    let token = "fl_" + String(repeating: "B", count: 43)
    let answer = try await ask([.authorization: "Bearer \(token)"])
    #expect(answer.status == 503)
    #expect(!answer.body.contains(token))
  }

  @Test func `a role that may not is told so before anything is done`() async throws {
    for caller in Role.allCases.filter({ $0 != .admin }).map(Caller.init) {
      let answer = try await ask(caller.fields(), "/closed", .post)
      #expect(answer.status == 403)
      #expect(try answer.problem.detail == "The role \(caller.name) may not do this.")
    }
    #expect(try await ask(Caller.admin.fields(), "/closed", .post).status == 500)
  }

  @Test func `an open route asks nobody for a token, and does not look at one`() async throws {
    for headers in [[:], [.authorization: "Bearer x"], Caller.admin.fields()] as [HTTPFields] {
      #expect(try await ask(headers, "/open").body == #"["anonymous","nobody"]"#)
    }
  }

  @Test func `HEAD is guarded as GET is`() async throws {
    #expect(try await ask([:], "/mine", .head).status == 401)
    #expect(try await ask(Caller.admin.fields(), "/mine", .head).status == 200)
  }

  @Test func `what is not there is not there, with a token or without`() async throws {
    #expect(try await ask([:], "/nothing").status == 404)
    #expect(try await ask([:], "/mine", .delete).status == 405)
  }

  @Test func `who is turned away is counted by reason, and no log is filled by it`() async throws {
    let registry = PrometheusRegistry()
    let recorder = LogRecorder()
    func counts() -> [Double] {
      ["missing", "invalid", "forbidden"].map {
        registry.number(.turnedAway, ["reason": $0]).value
      }
    }
    func ask(_ headers: HTTPFields, _ uri: String = "/mine") async throws {
      _ = try await self.ask(
        headers, uri, uri == "/closed" ? .post : .get, registry: registry,
        logger: recorder.logger)
    }
    // Each series is there before anybody was turned away.
    _ = Gate(Caller.authenticator(), registry: registry)
    for reason in ["missing", "invalid", "forbidden"] {
      let line = #"firstline_requests_turned_away_total{reason="\#(reason)"} 0"#
      #expect(registry.text.contains(line))
    }
    try await ask([:])
    #expect(counts() == [1, 0, 0])
    for token in ["x", "y"] { try await ask([.authorization: "Bearer \(token)"]) }
    #expect(counts() == [1, 2, 0])
    for _ in 1...3 { try await ask(Caller(.agent).fields(), "/closed") }
    #expect(counts() == [1, 2, 3])
    // Who is let through, open routes, and what nobody can tell now are no such failures.
    try await ask(Caller.admin.fields())
    try await ask([:], "/open")
    let unknown = "fl_" + String(repeating: "B", count: 43)
    #expect(recorder.lines.allSatisfy { $0.level == .info && $0.message == "request" })
    try await ask([.authorization: "Bearer \(unknown)"])
    #expect(counts() == [1, 2, 3])
  }
}
