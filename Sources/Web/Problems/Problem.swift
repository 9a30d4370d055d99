package import Domain
package import HTTPTypes

/// What went wrong with a request, as a client reads it: a problem document (RFC 9457). Thrown
/// anywhere within a request, it becomes the answer.
package struct Problem: Error, Sendable {
  /// A member of the document that belongs to this one problem, such as `status_now`.
  package struct Member: Sendable {
    let name: String
    let value: any JSONWritable & Sendable
  }

  /// What kind of problem it is.
  package let kind: ProblemKind
  /// What went wrong this time, for people; nil where the title says it all.
  package let detail: String?
  /// Everything that is wrong with the request.
  package let violations: [Violation]
  /// What else the document says, in this order.
  package private(set) var members: [Member] = []
  /// What else the answer says: Allow, Retry-After.
  package private(set) var headers: HTTPFields = [:]

  /// A problem of this kind.
  package init(_ kind: ProblemKind, detail: String? = nil, violations: [Violation] = []) {
    self.kind = kind
    self.detail = detail
    self.violations = violations
  }

  /// The problem with one more member: `.conflict("...").with("status_now", "closed")`.
  package func with(_ name: String, _ value: some JSONWritable & Sendable) -> Problem {
    var problem = self
    problem.members.append(Member(name: name, value: value))
    return problem
  }

  /// The problem with one more field in the header of its answer.
  package func with(_ name: HTTPField.Name, _ value: String) -> Problem {
    var problem = self
    problem.headers[name] = value
    return problem
  }

  /// The problem with all of these fields in the header of its answer.
  package func with(_ fields: HTTPFields) -> Problem {
    var problem = self
    problem.headers.append(contentsOf: fields)
    return problem
  }
}
