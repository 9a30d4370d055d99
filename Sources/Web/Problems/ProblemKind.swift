package import HTTPTypes

/// Every kind of problem that an answer can be. The raw value is the end of the `type` by which
/// programs know it; it never changes.
package enum ProblemKind: String, CaseIterable, Sendable {
  /// The request itself is broken: its body ended early, or the framework could not read it.
  case malformedRequest = "malformed-request"
  /// The answer must not be kept, so the request cannot have an Idempotency-Key.
  case keyNotAllowed = "key-not-allowed"
  /// The body is not JSON.
  case malformedJSON = "malformed-json"
  /// Nobody knows who asks.
  case unauthenticated = "unauthenticated"
  /// Who asks may not.
  case forbidden = "forbidden"
  /// There is nothing at this path.
  case notFound = "not-found"
  /// The path knows other methods only.
  case methodNotAllowed = "method-not-allowed"
  /// The client took too long to send.
  case requestTimeout = "request-timeout"
  /// The present state of the resource does not allow it.
  case conflict = "conflict"
  /// The resource has changed since the client read it.
  case preconditionFailed = "precondition-failed"
  /// The body is larger than allowed.
  case tooLarge = "too-large"
  /// The body is not what the service reads.
  case unsupportedMediaType = "unsupported-media-type"
  /// The request was read, and something in it is not allowed; `errors` lists all of it.
  case invalidInput = "invalid-input"
  /// The route demands an If-Match.
  case preconditionRequired = "precondition-required"
  /// The client asks too often.
  case tooManyRequests = "too-many-requests"
  /// Our own mistake.
  case internalError = "internal-error"
  /// The service cannot answer now, and will later.
  case unavailable = "unavailable"

  /// The `type` of the problem: `urn:firstline:problem:not-found`.
  package var type: String { "urn:firstline:problem:\(rawValue)" }

  /// The status of an answer of this kind.
  package var status: HTTPResponse.Status {
    switch self {
    case .malformedRequest, .keyNotAllowed, .malformedJSON: .badRequest
    case .unauthenticated: .unauthorized
    case .forbidden: .forbidden
    case .notFound: .notFound
    case .methodNotAllowed: .methodNotAllowed
    case .requestTimeout: .requestTimeout
    case .conflict: .conflict
    case .preconditionFailed: .preconditionFailed
    case .tooLarge: .contentTooLarge
    case .unsupportedMediaType: .unsupportedMediaType
    case .invalidInput: .unprocessableContent
    case .preconditionRequired: .preconditionRequired
    case .tooManyRequests: .tooManyRequests
    case .internalError: .internalServerError
    case .unavailable: .serviceUnavailable
    }
  }

  /// The kind in a few words, the same for every problem of it.
  package var title: String {
    switch self {
    case .malformedRequest: "The request is malformed"
    case .keyNotAllowed: "Idempotency-Key is not allowed here"
    case .malformedJSON: "The body is not JSON"
    case .unauthenticated: "Authentication is required"
    case .forbidden: "This is not allowed"
    case .notFound: "There is no such resource"
    case .methodNotAllowed: "The method is not allowed here"
    case .requestTimeout: "The request took too long to arrive"
    case .conflict: "The present state does not allow this"
    case .preconditionFailed: "The resource has changed"
    case .tooLarge: "The body is too large"
    case .unsupportedMediaType: "The body has an unsupported type"
    case .invalidInput: "The request is not valid"
    case .preconditionRequired: "If-Match is required"
    case .tooManyRequests: "There are too many requests"
    case .internalError: "Something went wrong on our side"
    case .unavailable: "The service is not available now"
    }
  }
}
