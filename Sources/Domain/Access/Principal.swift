/// Who asks, as a token says it.
package struct Principal: Hashable, Sendable {
  /// What tells one from another, whatever they are called.
  package enum ID: Hashable, Sendable {
    /// A token of ours, by its number.
    case token(Int64)
    /// A subject of the OpenID provider.
    case subject(String)
  }

  /// What tells one from another, for limits and the like.
  package let id: ID
  /// The name in the ledger, and of the requester of tickets; satisfies `TextRule.actor`.
  package let name: String
  /// What this one may do.
  package let role: Role

  /// Somebody of this name.
  package init(_ id: ID, name: String, role: Role) {
    self.id = id
    self.name = name
    self.role = role
  }
}
