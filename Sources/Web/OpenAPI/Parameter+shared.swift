extension Parameter {
  /// `{id}` of a path: the number of a ticket or an incident.
  package static let id: Parameter = Parameter.path(
    "id", .identifier, "The number that it was given when it was made."
  ).shared(as: "id")

  /// `limit` of a list.
  package static let limit: Parameter = Parameter.query(
    "limit", Schema.integer(PageRequest.limits).defaulting(to: 50),
    "How many items a page has at most."
  ).shared(as: "limit")

  /// `cursor` of a list.
  package static let cursor: Parameter = Parameter.query(
    "cursor", .string(1...1000),
    """
    Where the page begins: `next_cursor` of the page before, as it is. Its form is not part of the \
    contract.
    """
  ).shared(as: "cursor")

  /// `limit` and `cursor`, which every list takes.
  package static let page: [Parameter] = [.limit, .cursor]

  /// `Idempotency-Key` of a POST.
  package static let idempotencyKey: Parameter = Parameter.header(
    "Idempotency-Key", .string(1...255, pattern: "^[!#-~][!-~]*$"),
    """
    Chosen by the client, new for every new wish. The same request with the same key again has no \
    second effect and gets the same answer; another request with the same key is refused with 422.
    """
  ).shared(as: "idempotency_key")

  /// An entity tag or `*` (RFC 9110 section 8.8.3); a list of tags is understood as well. The first
  /// alternative decides how Swagger UI asks for the value: the other one alone would be a menu.
  private static let entityTag: Schema = Schema.either([
    .string(pattern: #"^(W/)?"[!#-~]*"$"#), .enumeration(["*"]),
  ])

  /// `If-Match` of a request that changes a resource.
  package static let ifMatch: Parameter = Parameter.header(
    "If-Match", entityTag,
    "The `ETag` that was read. The change is refused with 412 where the resource has changed since."
  ).shared(as: "if_match")

  /// `If-None-Match` of a request that reads a resource.
  package static let ifNoneMatch: Parameter = Parameter.header(
    "If-None-Match", entityTag,
    "The `ETag` that was read before: 304 without a body where the resource is still the same."
  ).shared(as: "if_none_match")
}
