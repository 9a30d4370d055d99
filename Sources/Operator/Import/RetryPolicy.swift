/// When a request that got no answer, or was told to come back, is sent again.
package struct RetryPolicy: Sendable {
  /// How often a request is sent in all.
  package var attempts: Int
  /// The pause after the first attempt; it doubles with each.
  package var base: Duration
  /// The longest pause of our own choosing.
  package var cap: Duration
  /// The longest pause that a `Retry-After` is granted.
  package var retryAfterCap: Duration

  /// About 20 s in all: long enough for a service to be started again.
  package init(
    attempts: Int = 10, base: Duration = .milliseconds(100), cap: Duration = .seconds(5),
    retryAfterCap: Duration = .seconds(60)
  ) {
    self.attempts = attempts
    self.base = base
    self.cap = cap
    self.retryAfterCap = retryAfterCap
  }

  /// The pause after attempt `attempt` (from 1); `nil` when that was the last.
  ///
  /// `retryAfter` is what the server asked for. `jitter` (0 to 1) spreads the requests that failed
  /// together: over the upper half of our own pause, and over a tenth more than `retryAfter`.
  package func pause(after attempt: Int, retryAfter: Duration?, jitter: Double) -> Duration? {
    guard attempt < attempts else { return nil }
    if let retryAfter { return min(retryAfter, retryAfterCap) * (1 + jitter / 10) }
    // Beyond 2^20 every sensible base is past the cap.
    let pause = min(base * (1 << min(attempt - 1, 20)), cap)
    return pause * (0.5 + jitter / 2)
  }

  /// Whether a request with this answer may succeed when it is sent again.
  ///
  /// 409 with a `Retry-After` is an earlier attempt of the same key that is still at work.
  package static func retries(status: Int, hasRetryAfter: Bool) -> Bool {
    status == 429 || status == 408 || status >= 500 || (status == 409 && hasRetryAfter)
  }

  /// The pause of a `Retry-After` in seconds (RFC 9110 section 10.2.3). A date counts as none: our
  /// services send seconds, and our own pause is right for the rest.
  package static func retryAfter(_ header: String?) -> Duration? {
    guard let header, let seconds = Int(header), seconds >= 0 else { return nil }
    return .seconds(seconds)
  }
}
