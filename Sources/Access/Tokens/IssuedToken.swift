package import Domain
package import Postgres

/// A token that was made just now: the only time when its text is known.
package struct IssuedToken: Sendable {
  /// What is stored of it.
  package let token: AccessToken
  /// What its bearer sends. It is not stored.
  package let secret: TokenSecret

  /// Makes a token with its event, by `origin`. Nil where nothing was stored, which is our mistake.
  package static func issue(
    _ draft: TokenDraft, _ origin: Origin, _ transaction: Transaction
  ) async throws -> IssuedToken? {
    let secret = TokenSecret.random()
    return try await TokenQueries.create(draft, secret.digest, origin, transaction).map {
      IssuedToken(token: $0, secret: secret)
    }
  }
}
