package import Foundation

/// What became of a ticket that was sent.
package enum TicketAnswer: Equatable, Sendable {
  /// It was made now.
  case made
  /// The server knew the `Idempotency-Key` and answered what it had answered then.
  case alreadyThere
  /// The server will not have it, and says why.
  case refused(status: Int, violations: [Refusal.Violation])
  /// No answer, or only answers to come back later, in spite of every attempt.
  case failed(String)

  /// The meaning of an answer that is not to be repeated.
  ///
  /// `nil` for one that is not about the ticket: not allowed here, no tickets here, look elsewhere.
  package init?(status: Int, isReplay: Bool, body: Data) {
    switch status {
    case 200..<300: self = isReplay ? .alreadyThere : .made
    case 401, 403, 404, 405, ..<400: return nil
    default: self = .refused(status: status, violations: Self.violations(status, body))
    }
  }

  /// The `errors` of a problem (RFC 9457), or what else the answer has to say.
  private static func violations(_ status: Int, _ body: Data) -> [Refusal.Violation] {
    let problem = try? JSONDecoder().decode(Problem.self, from: body)
    if let errors = problem?.errors, !errors.isEmpty { return errors }
    let text =
      problem?.detail ?? problem?.title ?? String(decoding: body.prefix(200), as: UTF8.self)
    return [Refusal.Violation(code: "http_\(status)", detail: text)]
  }

  private struct Problem: Decodable {
    var title: String?
    var detail: String?
    var errors: [Refusal.Violation]?
  }
}
