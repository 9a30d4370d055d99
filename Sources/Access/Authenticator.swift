package import Domain

/// Tells whose a credential is that somebody shows.
package struct Authenticator: Sendable {
  /// Knows the tokens of ours.
  package let tokens: TokenKeeper

  /// Believes the tokens of others; nil: there is no provider.
  private let provider: OpenIDProvider?

  /// One that knows tokens of ours, and believes those of a provider.
  package init(tokens: TokenKeeper, provider: OpenIDProvider? = nil) {
    self.tokens = tokens
    self.provider = provider
  }

  /// Who shows this; nil where nobody is known by it. Throws where that cannot be found out now.
  package func principal(of credential: Substring) async throws -> Principal? {
    if let principal = try await tokens.principal(of: credential) { return principal }
    // A JSON Web Token has dots, and a token of ours has none.
    guard let provider, credential.utf8.contains(UInt8(ascii: ".")) else { return nil }
    return try await provider.principal(of: credential)
  }
}
