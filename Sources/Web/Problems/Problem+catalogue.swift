package import Domain
package import HTTPTypes

extension Problem {
  /// 400: the body is not JSON; the detail says where.
  package static func malformedJSON(_ mistake: MalformedJSON) -> Problem {
    Problem(.malformedJSON, detail: "The parser \(mistake.detail).")
  }

  /// 404: "There is no ticket 17." of `what` "ticket 17".
  package static func notFound(_ what: String) -> Problem {
    Problem(.notFound, detail: "There is no \(what).")
  }

  /// 405: the path knows only the methods `allowed`.
  package static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Problem {
    let allow = allowed.map(\.rawValue).joined(separator: ", ")
    return Problem(.methodNotAllowed, detail: "Allowed is: \(allow).").with(.allow, allow)
  }

  /// 409: the present state of the resource does not allow it. Say the state in a member, too:
  /// `.with("status_now", "closed")`.
  package static func conflict(_ detail: String) -> Problem {
    Problem(.conflict, detail: detail)
  }

  /// 412: the resource is at version `now`, and If-Match wanted another one.
  package static func preconditionFailed(now: ETag) -> Problem {
    Problem(.preconditionFailed, detail: "If-Match does not name the present version, \(now).")
      .with(.eTag, now.description)
  }

  /// 413: the body has more than `limit` bytes.
  package static func tooLarge(limit: Int) -> Problem {
    Problem(.tooLarge, detail: "The body may have at most \(limit) bytes.").with("limit", limit)
  }

  /// 415, with Accept (RFC 9110 section 15.5.16).
  package static func unsupportedMediaType(_ detail: String) -> Problem {
    Problem(.unsupportedMediaType, detail: detail).with(.accept, "application/json")
  }

  /// 422: everything that is wrong with the request.
  package static func invalidInput(_ violations: [Violation]) -> Problem {
    let count = violations.count
    let detail = count == 1 ? "There is one violation." : "There are \(count) violations."
    return Problem(.invalidInput, detail: detail, violations: violations)
  }

  /// 428: the route demands an If-Match.
  package static var preconditionRequired: Problem {
    Problem(.preconditionRequired, detail: "Send the ETag that was read in If-Match.")
  }

  /// 429: `what`, as `writes`, are too many; try again after so many seconds.
  package static func tooManyRequests(_ what: String, retryAfter seconds: Int) -> Problem {
    Problem(.tooManyRequests, detail: "There are too many \(what) by this caller.")
      .with(.retryAfter, String(seconds))
  }

  /// 500: our own mistake; the log has the rest.
  package static var internalError: Problem {
    Problem(.internalError, detail: "The log has more, under the id of this request.")
  }

  /// 503: try again after so many seconds.
  package static func unavailable(_ detail: String, retryAfter seconds: Int = 1) -> Problem {
    Problem(.unavailable, detail: detail).with(.retryAfter, String(seconds))
  }
}
