import Domain
package import Hummingbird

extension Problem {
  /// How many violations an answer lists; a body of nothing but mistakes is not answered by a
  /// larger one.
  private static let listedViolations = 100

  /// The media type of `document`.
  package static let contentType = "application/problem+json"

  /// The answer of this problem.
  package func response(for request: Request, in context: DeskContext) -> Response {
    let response = Response.json(
      kind.status, document(requestID: context.origin.requestID), headers: headers,
      contentType: Self.contentType)
    return request.method == .head ? response.withoutBody : response
  }

  /// The body of the answer, with an `instance` naming the request by its id.
  func document(requestID: String?) -> some JSONWritable {
    Document(problem: self, requestID: requestID)
  }

  private struct Document: JSONWritable {
    let problem: Problem
    let requestID: String?

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.field("type", problem.kind.type)
        json.field("title", problem.kind.title)
        json.field("status", problem.kind.status.code)
        if let detail = problem.detail { json.field("detail", detail) }
        if let requestID { json.field("instance", "urn:firstline:request:\(requestID)") }
        if !problem.violations.isEmpty { writeViolations(to: &json) }
        for member in problem.members { json.field(member.name, member.value) }
      }
    }

    private func writeViolations(to json: inout JSONWriter) {
      json.array("errors") { json in
        for violation in problem.violations.prefix(listedViolations) {
          json.object { json in
            json.field("pointer", violation.pointer)
            json.field("code", violation.code)
            json.field("detail", violation.detail)
          }
        }
      }
    }
  }
}
