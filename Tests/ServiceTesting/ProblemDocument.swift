/// A problem as a client reads it (RFC 9457).
package struct ProblemDocument: Decodable {
  /// One of the violations.
  package struct Mistake: Decodable {
    /// Where it is.
    package let pointer: String
    /// Of which kind it is.
    package let code: String
    /// What people are told.
    package let detail: String
  }

  /// The URN by which programs know the problem.
  package let type: String
  /// The problem in a few words.
  package let title: String
  /// The status of the answer, once more.
  package let status: Int
  /// What went wrong this time.
  package let detail: String?
  /// The URN of the request.
  package let instance: String
  /// Every violation.
  package let errors: [Mistake]?
  /// The state that did not allow it.
  package let statusNow: String?

  /// The end of the type.
  package var slug: String { type.replacing("urn:firstline:problem:", with: "") }

  /// Every mistake in a line: where it is, of which kind, and what people are told.
  package var mistakes: [String] { (errors ?? []).map { "\($0.pointer) \($0.code): \($0.detail)" } }
}
