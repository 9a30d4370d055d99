import Domain
import HTTPTypes

/// A status that says no, and what it means wherever it is answered. The body is a problem (RFC
/// 9457).
package enum Refusal: Int, CaseIterable, Sendable, Comparable {
  case malformed = 400
  case unauthenticated = 401
  case forbidden = 403
  case notFound = 404
  case methodNotAllowed = 405
  case conflict = 409
  case preconditionFailed = 412
  case contentTooLarge = 413
  case unsupportedMediaType = 415
  case invalid = 422
  case preconditionRequired = 428
  case tooManyRequests = 429
  case failed = 500
  case unavailable = 503

  package static func < (one: Refusal, other: Refusal) -> Bool { one.rawValue < other.rawValue }

  /// The answer, written once under `components/responses`.
  package var answer: Answer {
    let problem = Answer.Body("application/problem+json", .problem, example: example)
    var answer = Answer(rawValue, meaning, bodies: [problem], headers: headers)
    answer.component = component
    return answer
  }

  private var example: OrderedJSON? {
    guard let kind = ProblemKind.allCases.last(where: { $0.status.code == rawValue }) else {
      return nil
    }
    var members: [OrderedJSON.Member] = [
      .init("type", .string(kind.type)),
      .init("title", .string(kind.title)),
      .init("status", .integer(Int64(rawValue))),
      .init("detail", .string(meaning)),
    ]
    if self == .invalid { members.append(.init("errors", .array([Self.mistake]))) }
    return .object(members)
  }

  private static let mistake: OrderedJSON = .object([
    .init("pointer", "#/title"),
    .init("code", .string(Violation.Code.tooLong.rawValue)),
    .init("detail", "must have at most 200 characters, has 201"),
  ])

  private var component: String {
    switch self {
    case .malformed: "Malformed"
    case .unauthenticated: "Unauthenticated"
    case .forbidden: "Forbidden"
    case .notFound: "NotFound"
    case .methodNotAllowed: "MethodNotAllowed"
    case .conflict: "Conflict"
    case .preconditionFailed: "PreconditionFailed"
    case .contentTooLarge: "ContentTooLarge"
    case .unsupportedMediaType: "UnsupportedMediaType"
    case .invalid: "Invalid"
    case .preconditionRequired: "PreconditionRequired"
    case .tooManyRequests: "TooManyRequests"
    case .failed: "Failed"
    case .unavailable: "Unavailable"
    }
  }

  private var meaning: String {
    switch self {
    case .malformed: "The request could not be read: the body is not JSON, or not UTF-8."
    case .unauthenticated: "There is no token, or it is unknown, has expired or was revoked."
    case .forbidden: "The role of who asks may not do this."
    case .notFound: "There is no such resource."
    case .methodNotAllowed: "The path is known and the method is not; `Allow` lists those that are."
    case .conflict: "The state of the resource does not allow it, or the same request is under way."
    case .preconditionFailed: "The resource has changed since the `ETag` in `If-Match` was read."
    case .contentTooLarge: "The body is too large."
    case .unsupportedMediaType: "The body must be `application/json`."
    case .invalid: "What was sent is not allowed; `errors` names every violation."
    case .preconditionRequired: "The `ETag` that was read must be sent in `If-Match`."
    case .tooManyRequests: "There were too many requests; `Retry-After` tells when to go on."
    case .failed: "A mistake of ours. It is in the logs, under the request's id."
    case .unavailable: "The database cannot be asked right now; nothing was changed."
    }
  }

  private var headers: [ResponseHeader] {
    switch self {
    case .unauthenticated, .forbidden: [.wwwAuthenticate]
    case .methodNotAllowed: [.allow]
    case .preconditionFailed: [.etag]
    case .unsupportedMediaType: [.accept]
    case .unavailable: [.retryAfter]
    case .tooManyRequests: [.retryAfter, .rateLimit, .rateLimitPolicy]
    default: []
    }
  }
}
