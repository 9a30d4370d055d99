import HTTPTypes
package import Hummingbird

/// What makes a request the same as an earlier one: its key, and what was asked under it.
package struct OnceOnly: Hashable, Sendable {
  /// The `Idempotency-Key`.
  package let key: String
  /// Method, path and body, and whose tickets alone it is about. A digest of it is kept with the
  /// key.
  package let fingerprint: String

  /// The request under this key. Where `owner` is somebody, the key of another one's request is not
  /// answered with what that one got.
  package init(
    _ request: Request, _ key: IdempotencyKey, _ body: JSONBody, owner: String? = nil
  ) {
    self.key = key.value
    let path = request.uri.path.split(separator: "/").joined(separator: "/")
    let line = "\(request.method.rawValue) /\(path)" + (owner.map { " of \($0)" } ?? "")
    fingerprint = "\(line)\n\(String(buffer: body.bytes))"
  }
}
