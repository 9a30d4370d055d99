import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

struct CORSTests {
  private static let known = "https://desk.example"
  private static let other = "https://other.example"

  private func ask(
    _ method: HTTPRequest.Method, _ uri: String, from origin: String?
  ) async throws -> TestResponse {
    let routes = Notebook.routes(observers: [CORSByOrigin([Self.known, "http://localhost:3000"])])
    return try await Application(router: routes).test(.router) { client in
      var headers: HTTPFields = [:]
      headers[.origin] = origin
      if method == .options { headers[.accessControlRequestMethod] = "POST" }
      return try await client.execute(uri: uri, method: method, headers: headers)
    }
  }

  @Test(arguments: ["/notes/7", "/notes/700"])
  func `a page of a known origin may read answers and problems`(uri: String) async throws {
    let answer = try await ask(.get, uri, from: Self.known)
    #expect(answer.headers[.accessControlAllowOrigin] == Self.known)
    #expect(answer.headers[.vary] == "Origin")
    #expect(answer.headers[.accessControlExposeHeaders]?.contains("ETag") == true)
    #expect(answer.headers[.accessControlAllowCredentials] == nil)
  }

  @Test func `its browser is told beforehand what it may send`() async throws {
    let answer = try await ask(.options, "/notes", from: Self.known)
    #expect(answer.status.code == 204)
    #expect(answer.headers[.accessControlAllowMethods]?.contains("PATCH") == true)
    for name in ["authorization", "idempotency-key", "if-match", "content-type"] {
      #expect(answer.headers[.accessControlAllowHeaders]?.lowercased().contains(name) == true)
    }
  }

  @Test(arguments: [Self.other, "null", "https://desk.example.evil.example", nil])
  func `everybody else is answered as if there were no such thing`(origin: String?) async throws {
    let answer = try await ask(.get, "/notes/7", from: origin)
    #expect(answer.status == .ok)
    #expect(answer.headers[.accessControlAllowOrigin] == nil)
    #expect(try await ask(.options, "/notes", from: origin).status == .methodNotAllowed)
  }

  @Test func `without origins nobody may`() async throws {
    let answer = try await Notebook.ask(.get, "/notes/7", [.origin: Self.known])
    #expect(answer.headers[.accessControlAllowOrigin] == nil)
  }
}
