import Domain
import Foundation
import Testing

/// The triager against a search that is too slow for a service and too simple to be wrong.
@Suite struct TriagerReferenceTests {
  @Test(arguments: 0..<150 as Range<UInt64>)
  func `it finds what a naive search finds`(seed: UInt64) throws {
    var generator = SplitMix(seed: seed)
    let terms = Self.randomTerms(&generator)
    let triager = Triager(try Self.ruleset(terms))
    for _ in 0..<40 {
      let draft = TicketDraft(
        title: Self.randomText(&generator), description: Self.randomText(&generator))
      let matched = triager.decide(draft).triage.matched
      let expected =
        Self.search(terms, in: draft.title, .title)
        + Self.search(terms, in: draft.description, .description)
      #expect(matched == expected, "\(terms) in \(String(reflecting: draft))")
    }
  }

  /// Few letters, so that terms overlap and words nearly match; of one to four bytes in UTF-8,
  /// small and capital.
  private static let capitals: [Unicode.Scalar: Unicode.Scalar] = [
    "A": "a", "B": "b", "É": "é", "\u{212a}": "k", "İ": "i", "𐐀": "𐐨",
  ]
  private static let letters: [Unicode.Scalar] = ["a", "b", "é", "k", "i", "𐐨", "7", "日"]
  /// Letters that occur in no term.
  private static let strangers: [Unicode.Scalar] = ["z", "ж", "\u{301}"]
  private static let whiteSpace: [Unicode.Scalar] = [" ", "\n", "\u{a0}", "\u{3000}"]
  private static let marks: [Unicode.Scalar] = ["-", "_", ".", "’", "🙂"]

  private static func randomTerms(_ generator: inout SplitMix) -> [String] {
    var terms: [[String]: String] = [:]
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      let words = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
        randomWord(&generator, longest: 2, of: Array(letters.prefix(Int(generator.next() % 7) + 2)))
      }
      terms[words] = words.joined(separator: Bool.random(using: &generator) ? " " : "-")
    }
    return terms.values.sorted()
  }

  private static func randomText(_ generator: inout SplitMix) -> String {
    let small = Array(letters.prefix(Int.random(in: 2...letters.count, using: &generator)))
    let any = small + small + Array(capitals.keys).sorted() + strangers
    var text = ""
    for _ in 0..<Int.random(in: 0...20, using: &generator) {
      text += randomWord(&generator, longest: 2, of: Bool.random(using: &generator) ? small : any)
      let gaps = Bool.random(using: &generator) ? whiteSpace : whiteSpace + marks
      let length = generator.next() % 4 == 0 ? 2 : 1
      text += randomWord(&generator, longest: length, of: gaps)
    }
    return text
  }

  private static func randomWord(
    _ generator: inout SplitMix, longest: Int, of characters: [Unicode.Scalar]
  ) -> String {
    var word = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 1...longest, using: &generator) {
      word.append(characters[Int.random(in: 0..<characters.count, using: &generator)])
    }
    return String(word)
  }

  private static func ruleset(_ terms: [String]) throws -> Ruleset {
    let quoted = String(decoding: try JSONEncoder().encode(terms), as: UTF8.self)
    return try Ruleset(
      version: 1,
      json: """
        {"default": "software", "rules": [
        {"category": "security", "priority": "high", "terms": \(quoted)},
        {"category": "network", "priority": "medium", "terms": []},
        {"category": "hardware", "priority": "low", "terms": []},
        {"category": "software", "priority": "low", "terms": []}]}
        """)
  }

  /// Tries every term at every character.
  private static func search(
    _ terms: [String], in text: String, _ field: TermMatch.Field
  ) -> [TermMatch] {
    let characters = text.unicodeScalars.map { capitals[$0] ?? $0 }
    let matches = terms.compactMap { term in
      characters.indices.first { begins(term, at: $0, of: characters) }
        .map { TermMatch(term: term, field: field, offset: $0) }
    }
    return matches.sorted { ($0.offset, $0.term) < ($1.offset, $1.term) }
  }

  private static func begins(
    _ term: String, at start: Int, of characters: [Unicode.Scalar]
  ) -> Bool {
    func isLetter(_ index: Int) -> Bool {
      characters.indices.contains(index) && (letters + strangers).contains(characters[index])
    }
    if isLetter(start - 1) { return false }
    var index = start
    for letter in term.unicodeScalars {
      if letter == " " || letter == "-" {
        let gap = characters[index...].prefix { !(letters + strangers).contains($0) }
        guard gap.count == 1 || (!gap.isEmpty && gap.allSatisfy(whiteSpace.contains))
        else { return false }
        index += gap.count
      } else {
        guard index < characters.count, characters[index] == letter else { return false }
        index += 1
      }
    }
    return !isLetter(index)
  }
}
