/// The tags of a ticket: short words by which a desk sorts its tickets.
package struct Tags: Hashable, Sendable {
  /// How many a ticket has at most.
  package static let limit = 20

  /// The words, sorted by their bytes, each once.
  package let words: [String]

  /// The tags of these words, which have passed the `TagRule` already.
  package init(_ words: [String]) {
    self.words = words.count < 2 ? words : Set(words).sorted()
  }

  /// Whether there is none.
  package var isEmpty: Bool { words.isEmpty }
}
