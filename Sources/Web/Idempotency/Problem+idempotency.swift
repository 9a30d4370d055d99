import Domain

extension Problem {
  /// 409: the key belongs to a request that is being worked on.
  package static var keyIsBusy: Problem {
    .conflict("A request with this Idempotency-Key is being worked on.")
  }

  /// 400: the answer to this request is never kept, and `reason` says why.
  static func keyNotAllowed(_ reason: String) -> Problem {
    Problem(.keyNotAllowed, detail: "Send this without Idempotency-Key: \(reason)")
  }

  /// 422: the key belongs to a request of another method, path or body.
  package static var keyOfAnotherRequest: Problem {
    .invalidInput([
      Violation(
        pointer: "Idempotency-Key", code: .conflict,
        detail: "was used before, for another request")
    ])
  }
}
