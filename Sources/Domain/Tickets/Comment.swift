/// What somebody says about a ticket. It never changes.
package struct Comment: Hashable, Sendable {
  /// Who may read a comment. The raw value is the word of the HTTP contract and of the database.
  package enum Visibility: String, CaseIterable, Codable, Hashable, Sendable {
    /// Also who reported the trouble.
    case `public`
    /// The desk alone.
    case `internal`
  }

  /// The number that the database gave it.
  package let id: Int64
  /// The ticket that it is about.
  package let ticketID: Int64
  /// Who may read it.
  package let visibility: Visibility
  /// What is said; satisfies `TextRule.comment`.
  package let text: String
  /// Who says it.
  package let author: String
  /// When it was said.
  package let createdAt: Instant

  /// A comment of these values.
  package init(
    id: Int64, ticketID: Int64, visibility: Visibility, text: String, author: String,
    createdAt: Instant
  ) {
    self.id = id
    self.ticketID = ticketID
    self.visibility = visibility
    self.text = text
    self.author = author
    self.createdAt = createdAt
  }
}
