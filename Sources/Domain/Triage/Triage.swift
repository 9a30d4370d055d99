/// Why a ticket has its category and priority.
package struct Triage: Hashable, Sendable {
  /// Who chose them.
  package let decidedBy: DecidedBy
  /// The version of the ruleset that read the ticket.
  package let ruleset: Int
  /// Every term that was found, of all categories, so that a reader sees what competed: once for
  /// each text, the title's first, then by offset.
  package let matched: [TermMatch]

  /// A reason of these values.
  package init(decidedBy: DecidedBy, ruleset: Int, matched: [TermMatch]) {
    self.decidedBy = decidedBy
    self.ruleset = ruleset
    self.matched = matched
  }
}
