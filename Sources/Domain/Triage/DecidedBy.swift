/// Who chose a ticket's category and priority. The raw value is the word of the HTTP contract and
/// of the database.
package enum DecidedBy: String, CaseIterable, Codable, Hashable, Sendable {
  /// Terms of the ruleset were found in the text.
  case rules
  /// No term was found, so the ruleset's default category was taken.
  case `default`
  /// A person changed what triage had said.
  case person
}
