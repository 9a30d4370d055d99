import Domain

extension Schema {
  /// The body of every refusal: RFC 9457, with all violations at once.
  package static let problem: Schema = Schema.openObject([
    .required("type", typeOfProblem),
    .required("title", Schema.string().describedAs("The type in a few words.")),
    .required("status", Schema.integer(400...599).describedAs("The status code, again.")),
    .optional("detail", Schema.string().describedAs("What went wrong this time.")),
    .optional("instance", instanceOfProblem),
    .optional("errors", .array(of: .violation)),
  ]).named("Problem")

  /// One mistake in what was sent.
  package static let violation: Schema = Schema.object([
    .required("pointer", pointerToMistake),
    .required("code", .enumeration(Violation.Code.self)),
    .required("detail", Schema.string().describedAs("What is wrong, for people.")),
  ]).named("Violation")

  private static let typeOfProblem: Schema = Schema.enumeration(ProblemKind.allCases.map(\.type))
    .describedAs("Which problem it is, for programs. It does not change.")

  private static let instanceOfProblem: Schema = Schema.string(format: "uri-reference")
    .describedAs("The request that it happened to, by its id.")

  private static let pointerToMistake: Schema = Schema.string().describedAs(
    """
    Where: `#/title` is a member of the body, `?limit` a parameter of the query, `/id` one of the \
    path; for a header it is its name.
    """)
}
