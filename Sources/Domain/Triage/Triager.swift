/// Reads drafts by a ruleset: compiled once, then asked for every ticket.
///
/// A term is found where its words stand in the text as whole words, whatever their case. A word is
/// a run of letters, digits and marks that is as long as it can be. Between the words of a term
/// there is one other character or any run of white space, whichever the ruleset wrote: "wi-fi"
/// finds "Wi Fi".
package struct Triager: Sendable {
  /// The ruleset that it was compiled from.
  package let ruleset: Ruleset

  private let machine: TermMachine
  /// The terms as the ruleset writes them, each with the index of its rule.
  private let terms: [(text: String, rule: Int)]
  private let defaultRule: Ruleset.Rule

  /// Compiles `ruleset`: milliseconds of work, done once for each version.
  package init(_ ruleset: Ruleset) {
    let rules = ruleset.document.rules
    guard let defaultRule = rules.first(where: { $0.category == ruleset.document.default }) else {
      preconditionFailure("a ruleset has a rule for every category")
    }
    self.ruleset = ruleset
    self.defaultRule = defaultRule
    terms = rules.enumerated().flatMap { index, rule in rule.terms.map { ($0, index) } }
    // A ruleset has been checked: each of its terms is one.
    machine = TermMachine(finding: terms.compactMap { try? Term($0.text) })
  }

  /// What the ruleset says of `draft`. The first rule of which a term is found wins, wherever the
  /// term stands; where none is found, the default category's rule.
  package func decide(_ draft: TicketDraft) -> Decision {
    let inTitle = machine.terms(in: draft.title)
    let inDescription = machine.terms(in: draft.description)
    let winner = (inTitle + inDescription).lazy.map { terms[$0.term].rule }.min()
    let rule = winner.map { ruleset.document.rules[$0] } ?? defaultRule
    return Decision(
      category: rule.category, priority: rule.priority,
      triage: Triage(
        decidedBy: winner == nil ? .default : .rules, ruleset: ruleset.version,
        matched: matches(inTitle, .title) + matches(inDescription, .description)))
  }

  /// The matches of one text by offset; those that begin at one place by their text.
  private func matches(_ found: [TermMachine.Found], _ field: TermMatch.Field) -> [TermMatch] {
    found.map { TermMatch(term: terms[$0.term].text, field: field, offset: $0.offset) }
      .sorted { ($0.offset, $0.term) < ($1.offset, $1.term) }
  }
}
