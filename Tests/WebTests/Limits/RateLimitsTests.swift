import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import ServiceTesting
import Testing

@testable import Web

/// What a client sees of the limits.
struct RateLimitsTests {
  private typealias Ask = (HTTPRequest.Method, Caller?) async throws -> ServiceAnswer

  /// A service that lets everybody write ten times at once and read twenty times.
  private func withService(
    _ body: @escaping @Sendable (Ask) async throws -> Void
  ) async throws {
    let limits = RateLimits(reads: 2, writes: 1)
    let routes = Routes(Gate(Caller.authenticator(), limits))
    let closed = Operation("closed", "Closed", needs: .readTickets, tag: "x", answers: [])
    let open = Operation("open", "Open", needs: nil, tag: "x", answers: [])
    routes.get("/x", closed) { _, _ in Response.json(.ok, ["read"]) }
    routes.post("/x", closed) { _, _ in Response.json(.ok, ["written"]) }
    routes.get("/open", open) { _, _ in Response.json(.ok, ["open"]) }
    try await Application(responder: routes.buildResponder()).test(.router) { client in
      try await body { method, caller in
        try ServiceAnswer(
          try await client.execute(
            uri: caller == nil ? "/open" : "/x", method: method, headers: caller?.fields() ?? [:]),
          to: method)
      }
    }
  }

  private static let policy = HTTPField.Name("RateLimit-Policy")!
  private static let rest = HTTPField.Name("RateLimit")!

  @Test func `an answer tells what is left`() async throws {
    try await withService { ask in
      let read = try await ask(.get, .admin)
      #expect(read.headers[Self.policy] == #""reads";q=20;w=10"#)
      #expect(read.headers[Self.rest] == #""reads";r=19;t=1"#)
      let head = try await ask(.head, .admin)
      #expect(head.headers[Self.rest]?.hasPrefix(#""reads";r=1"#) == true)
      let write = try await ask(.post, .admin)
      #expect(write.headers[Self.policy] == #""writes";q=10;w=10"#)
      #expect(write.headers[Self.rest] == #""writes";r=9;t=1"#)
    }
  }

  @Test func `one too many is a problem that says when to go on`() async throws {
    try await withService { ask in
      var answer = try await ask(.post, .admin)
      for _ in 0..<30 where answer.status == 200 { answer = try await ask(.post, .admin) }
      #expect(answer.status == 429)
      #expect(try answer.problem.slug == "too-many-requests")
      #expect(answer.headers[.retryAfter] == "1")
      #expect(answer.headers[Self.rest]?.hasPrefix(#""writes";r=0;t="#) == true)
      #expect(try await ask(.get, .admin).status == 200)
    }
  }

  @Test func `what is open to everybody is not counted`() async throws {
    try await withService { ask in
      for _ in 0..<30 {
        let answer = try await ask(.get, nil)
        #expect(answer.status == 200)
        #expect(answer.headers[Self.policy] == nil)
      }
    }
  }
}
