package import HTTPTypes

extension HTTPField.Name {
  /// The id of a request, from the client or made by us.
  package static let requestID = HTTPField.Name("X-Request-Id")!
  /// Where a request stands in a distributed trace (W3C Trace Context).
  package static let traceParent = HTTPField.Name("traceparent")!
  /// Whom a proxy was asked by, and whom the proxies before it (no standard; de facto).
  static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
  /// The name of a request that has one effect however often it is sent.
  package static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
  /// `true` where the answer is that of an earlier request with the same Idempotency-Key.
  package static let idempotencyReplayed = HTTPField.Name("Idempotency-Replayed")!
  /// The last event that a client of a stream has seen (HTML, section 9.2).
  package static let lastEventID = HTTPField.Name("Last-Event-ID")!
  /// How often a client may ask (draft-ietf-httpapi-ratelimit-headers).
  package static let rateLimitPolicy = HTTPField.Name("RateLimit-Policy")!
  /// How much of that is left.
  package static let rateLimit = HTTPField.Name("RateLimit")!
  /// Whether a page may be shown inside another one (RFC 7034).
  package static let xFrameOptions = HTTPField.Name("X-Frame-Options")!
  /// What a browser tells of this page when it leaves it (W3C Referrer Policy).
  package static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
  /// References to related resources (RFC 8288).
  package static let link = HTTPField.Name("Link")!
}
