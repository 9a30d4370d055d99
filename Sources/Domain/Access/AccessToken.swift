/// A token of ours, as people read of it. Neither the token nor its hash is here.
package struct AccessToken: Hashable, Sendable {
  /// Its number.
  package let id: Int64
  /// Who has it.
  package let name: String
  /// What its bearer may do.
  package let role: Role
  /// When it was made.
  package let createdAt: Instant
  /// From when on it is worth nothing; nil: it lasts until it is revoked.
  package let expiresAt: Instant?
  /// When it was revoked; nil: it was not.
  package let revokedAt: Instant?
  /// When it was last seen, to the minute; nil: never.
  package let lastUsedAt: Instant?

  /// A token of these values.
  package init(
    id: Int64, name: String, role: Role, createdAt: Instant, expiresAt: Instant?,
    revokedAt: Instant?, lastUsedAt: Instant?
  ) {
    self.id = id
    self.name = name
    self.role = role
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.revokedAt = revokedAt
    self.lastUsedAt = lastUsedAt
  }
}
