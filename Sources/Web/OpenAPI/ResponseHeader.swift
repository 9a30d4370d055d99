/// A header field of an answer, written once under `components/headers`.
package struct ResponseHeader: Sendable {
  /// The name of the field, as `Retry-After`.
  package var name: String
  package var description: String
  package var schema: Schema

  package init(_ name: String, _ schema: Schema, _ description: String) {
    self.name = name
    self.schema = schema
    self.description = description
  }

  /// The number of the request, on every answer.
  package static let requestID = ResponseHeader(
    "X-Request-Id", .string(),
    """
    The request's id: the one that the client sent in the field of this name, or a new one. It is \
    in the logs.
    """)

  /// The state of the resource.
  package static let etag = ResponseHeader(
    "ETag", .string(), "The state of the resource, for `If-Match` and `If-None-Match`.")

  /// Where the new resource is.
  package static let location = ResponseHeader(
    "Location", .string(format: "uri-reference"), "Where the resource is.")

  /// Who may keep the answer.
  package static let cacheControl = ResponseHeader(
    "Cache-Control", .string(), "`no-store`: the answer has a secret, and nobody may keep it.")

  /// The next page of a list.
  package static let link = ResponseHeader(
    "Link", .string(), "`<...>; rel=\"next\"`: the next page. Missing on the last one.")

  /// When it is worth trying again.
  package static let retryAfter = ResponseHeader(
    "Retry-After", .integer(0...86_400), "In how many seconds it is worth trying again.")

  /// How a caller stands.
  package static let rateLimit = ResponseHeader(
    "RateLimit", .string(),
    "How many `reads` or `writes` are left (`r`), and in how many seconds all are again (`t`).")

  /// How often a caller may ask.
  package static let rateLimitPolicy = ResponseHeader(
    "RateLimit-Policy", .string(),
    "How many `reads` or `writes` one may send (`q`) in how many seconds (`w`).")

  /// What may be done at a path.
  package static let allow = ResponseHeader("Allow", .string(), "The methods that this path has.")

  /// How to say who asks.
  package static let wwwAuthenticate = ResponseHeader(
    "WWW-Authenticate", .string(),
    "`Bearer`, with `error` where a token was sent and is not enough (RFC 6750 section 3).")

  /// What may be sent.
  package static let accept = ResponseHeader(
    "Accept", .string(), "The media type that the body must have.")

  /// The field as it stands in an answer: always a reference.
  var reference: OrderedJSON {
    .object([.init("$ref", .string("#/components/headers/\(name)"))])
  }

  /// All of the field.
  var definition: OrderedJSON {
    .object([.init("description", .string(description)), .init("schema", schema.json)])
  }
}
