import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import Postgres
@testable import Web

struct ProblemErrorTests {
  private struct Unheard: Error {
    let secret = "SELECT password FROM users"
  }

  private static let violation = Violation(pointer: "#/x", code: .required, detail: "is missing")

  @Test(
    arguments: [
      (Problem(.forbidden), .forbidden),
      (InvalidInput(violation), .invalidInput),
      (violation, .invalidInput),
      (MalformedJSON(reason: "expected a value", line: 1, column: 2), .malformedJSON),
      (HTTPError(.notFound, message: "secret"), .notFound),
      (HTTPError(.badRequest, message: "secret"), .malformedRequest),
      (HTTPError(.contentTooLarge), .tooLarge),
      (HTTPError(.unprocessableContent), .invalidInput),
      (HTTPError(.serviceUnavailable), .unavailable),
      (HTTPError(.notAcceptable), .malformedRequest),
      (HTTPError(.badGateway), .internalError),
      (NIOTooManyBytesError(maxBytes: 1), .tooLarge),
      (CancellationError(), .unavailable),
      (DatabaseError(connectionLost: "secret"), .unavailable),
      (PoolExhausted(limit: 10, waiting: 3), .unavailable),
      (DatabaseUnavailable(reason: "secret"), .unavailable),
      (ReadableFault(type: "secret"), .internalError),
      (Unheard(), .internalError),
    ] as [(any Error, ProblemKind)])
  func `every error is a problem, and none tells more than it may`(
    error: any Error, kind: ProblemKind
  ) {
    let problem = Problem(error)
    #expect(problem.kind == kind)
    #expect(problem.detail?.contains("secret") != true)
    #expect((problem.headers[.retryAfter] != nil) == (kind == .unavailable))
  }

  @Test func `violations are passed on`() {
    #expect(Problem(InvalidInput(Self.violation)).violations == [Self.violation])
  }
}
