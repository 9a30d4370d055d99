/// How a request shows who sends it.
struct SecurityScheme: Sendable {
  /// The name under `components/securitySchemes`.
  let name: String
  /// All of it.
  let definition: OrderedJSON

  /// A token in `Authorization: Bearer` (RFC 6750).
  static let bearer = SecurityScheme(
    name: "bearer",
    definition: .object([
      .init("type", "http"),
      .init("scheme", "bearer"),
      .init(
        "description",
        "A token of `firstline token create`, or a JWT of the OpenID provider, if there is one."),
    ]))

  /// The scheme as an operation demands it.
  var requirement: OrderedJSON { .object([.init(name, .array([]))]) }
}
