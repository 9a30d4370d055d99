import HTTPTypes
package import Hummingbird

/// What makes a request the same as an earlier one: its key, and what was asked under it.
package struct OnceOnly: Hashable, Sendable {
  /// The `Idempotency-Key`.
  package let key: String
  /// Method, path and body. A digest of it is kept with the key.
  package let fingerprint: String

  /// The request under this key.
  package init(_ request: Request, _ key: IdempotencyKey, _ body: JSONBody) {
    self.key = key.value
    let path = request.uri.path.split(separator: "/").joined(separator: "/")
    fingerprint = "\(request.method.rawValue) /\(path)\n\(String(buffer: body.bytes))"
  }
}
