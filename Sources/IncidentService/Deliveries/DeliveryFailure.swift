/// Why an attempt failed.
struct DeliveryFailure: Error, Hashable, Sendable {
  /// What the endpoint answered; nil where there was no answer.
  var status: Int?
  /// For people. Nothing of the answer's body, nor of a secret, is in it.
  let reason: String
  /// How many seconds the endpoint wants to be left alone, at most an hour.
  var retryAfter: Int?
  /// Whether another attempt is of no use.
  var isFinal = false

  /// What an answer with another status than 2xx means. Redirects are not followed: where one leads
  /// was not what somebody put in.
  static func answered(_ status: Int, retryAfter: String?) -> DeliveryFailure {
    var failure = DeliveryFailure(status: status, reason: "the endpoint answered \(status)")
    switch status {
    case 300..<400:
      failure = DeliveryFailure(
        status: status, reason: "the endpoint answered \(status); redirects are not followed")
    case 410:
      failure.isFinal = true
    case 429, 503:
      failure.retryAfter = retryAfter.flatMap { Int($0) }.map { min(max($0, 0), 3600) }
    default: break
    }
    return failure
  }
}
