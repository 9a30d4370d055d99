/// Whose JSON Web Tokens are believed, and what is read of them.
package struct OpenIDSettings: Sendable, Equatable {
  /// What `iss` must be, to the letter.
  package let issuer: String
  /// What `aud` must be, or have among others.
  package let audience: String
  /// Where the provider shows its keys: a JSON Web Key Set (RFC 7517).
  package let keys: String
  /// The claim that says the role: its name, or the way to it with dots, as `realm_access.roles`.
  package let roleClaim: String
  /// The claim that is the name in the ledger, written in the same way.
  package let nameClaim: String

  /// Settings of these values.
  package init(
    issuer: String, audience: String, keys: String, roleClaim: String = "role",
    nameClaim: String = "sub"
  ) {
    self.issuer = issuer
    self.audience = audience
    self.keys = keys
    self.roleClaim = roleClaim
    self.nameClaim = nameClaim
  }
}
