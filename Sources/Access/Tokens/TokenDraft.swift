package import Domain

/// A token to be made, checked.
package struct TokenDraft: Hashable, Sendable {
  /// Who is to have it; satisfies `TextRule.actor`.
  package let name: String
  /// What its bearer may do.
  package let role: Role
  /// How long it lasts; nil: until it is revoked.
  package let lifetime: Duration?

  /// How many seconds a token may last that does not last until it is revoked: at most ten thousand
  /// days.
  package static let seconds: ClosedRange<Int64> = 1...10_000 * 86_400

  /// A draft of a name that has passed its rule already.
  package init(name: String, role: Role, lifetime: Duration? = nil) {
    self.name = name
    self.role = role
    self.lifetime = lifetime
  }
}
