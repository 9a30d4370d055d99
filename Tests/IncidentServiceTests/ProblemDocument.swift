/// A problem as a client reads it (RFC 9457).
struct ProblemDocument: Decodable {
  struct Mistake: Decodable {
    let pointer: String
    let code: String
    let detail: String
  }

  let type: String
  let title: String
  let status: Int
  let detail: String?
  let instance: String
  let errors: [Mistake]?
  let statusNow: String?

  /// The end of the type.
  var slug: String { type.replacing("urn:firstline:problem:", with: "") }

  /// Every mistake in a line: where it is, of which kind, and what people are told.
  var mistakes: [String] { (errors ?? []).map { "\($0.pointer) \($0.code): \($0.detail)" } }
}
