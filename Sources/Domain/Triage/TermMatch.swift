/// A term of the ruleset, and where in a ticket it was found.
package struct TermMatch: Codable, Hashable, Sendable {
  /// The texts of a ticket that triage reads.
  package enum Field: String, CaseIterable, Codable, Hashable, Sendable {
    /// The ticket's title.
    case title
    /// The ticket's description.
    case description
  }

  /// The term as the ruleset writes it.
  package let term: String
  /// The text in which it was found.
  package let field: Field
  /// Where the term begins for the first time: Unicode code points from the start of the trimmed
  /// text.
  package let offset: Int

  /// A match of these values.
  package init(term: String, field: Field, offset: Int) {
    self.term = term
    self.field = field
    self.offset = offset
  }
}
