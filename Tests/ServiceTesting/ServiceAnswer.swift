package import Foundation
package import HTTPTypes
package import HummingbirdTesting
import NIOCore
import Testing

/// What a service answered. None can be made that leaks or that refuses in another form than a
/// problem document.
package struct ServiceAnswer: Sendable {
  /// The status code.
  package let status: Int
  /// Every field of the header.
  package let headers: HTTPFields
  /// The body as text.
  package let body: String

  /// Words of the database, the source and the compiler, none of which is a client's business.
  private static let secrets = [
    "SELECT", "INSERT", "UPDATE ", "DELETE FROM", "SQLSTATE", "libpq", "PGRES", "constraint",
    "intake.", "relay.escalations", "response.incidents", "ledger.events", "ticket_service",
    "incident_service", ".swift", ".s.PGSQL", "/nowhere", "Optional(", "Swift.", "NIOCore",
  ]

  /// Reads a response to a request of this method, and checks what holds for all of them.
  package init(_ response: TestResponse, to method: HTTPRequest.Method) throws {
    status = response.status.code
    headers = response.headers
    body = String(buffer: response.body)
    // A request's id is made of random letters, which may happen to be any word.
    let id = headers[HTTPField.Name("X-Request-Id")!] ?? ""
    let everything = (body + headers.map { "\($0.name): \($0.value)" }.joined())
      .replacing(id, with: "")
    for secret in Self.secrets { #expect(!everything.contains(secret), "leaks: \(everything)") }
    if status >= 400 {
      #expect(headers[.contentType] == "application/problem+json")
      if method != .head { _ = try problem }
    }
    #expect(status != 503 || headers[.retryAfter] != nil)
    #expect(method != .head || body.isEmpty)
  }

  /// The body as the value that it describes; names are snake case.
  package func read<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(body.utf8))
  }

  /// The body as any JSON.
  package func json() throws -> NSDictionary {
    try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? NSDictionary)
  }

  /// The body as the problem that it must be.
  package var problem: ProblemDocument {
    get throws {
      let problem = try read(ProblemDocument.self)
      let id = try #require(headers[HTTPField.Name("X-Request-Id")!])
      #expect(problem.status == status)
      #expect(problem.instance == "urn:firstline:request:\(id)")
      #expect(!problem.title.isEmpty)
      return problem
    }
  }
}
