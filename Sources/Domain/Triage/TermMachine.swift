/// A finite automaton that finds all terms in one pass over a text, however many terms there are.
/// It is the idea of Aho and Corasick ("Efficient string matching", 1975) where a match can begin
/// only at the start of a word: a state is the set of all places in the terms that the text may
/// have reached.
struct TermMachine: Sendable {
  /// A term in a text.
  struct Found: Equatable, Sendable {
    /// Which of the terms it is.
    let term: Int
    /// Where it begins for the first time, in Unicode code points.
    let offset: Int
  }

  let classes: CharacterClasses
  /// How many words each term has.
  private let wordCounts: [Int]
  /// The state after `state` and a character of `class` is at `state * classes.count + class`.
  private let next: [Int32]
  /// The terms that are complete in a state when the word ends there: an index into `terms`.
  private let complete: [Int32]
  /// Lists of terms; the first is empty.
  private let terms: [[Int]]

  /// No term can come of the word that is being read.
  private static let dead = 0
  /// A word may begin, and nothing before it counts.
  private static let start = 1

  /// The automaton that finds `terms`, which are all different.
  init(finding terms: [Term]) {
    let classes = CharacterClasses(of: terms)
    let tree = TermTree(of: terms, classes: classes)
    var states: [Set<Int>: Int] = [[]: Self.dead, [TermTree.root]: Self.start]
    var pending: [Set<Int>] = [[], [TermTree.root]]
    var next: [Int32] = []
    var complete: [Int32] = []
    var lists: [[Int]] = [[]]
    // `pending` grows while it is read: the states are numbered in the order in which they are
    // found.
    var number = 0
    while number < pending.count {
      let places = pending[number]
      number += 1
      for step in 0..<classes.count {
        let reached = tree.places(after: places, step: CharacterClasses.Class(step))
        if states[reached] == nil {
          states[reached] = pending.count
          pending.append(reached)
        }
        next.append(Int32(states[reached, default: Self.dead]))
      }
      let found = places.compactMap { tree.terms[$0] }.sorted()
      complete.append(found.isEmpty ? 0 : Int32(lists.count))
      if !found.isEmpty { lists.append(found) }
    }
    self.classes = classes
    self.next = next
    self.complete = complete
    self.terms = lists
    wordCounts = terms.map(\.words.count)
  }

  /// The terms in `text`, each once, where it is found first.
  func terms(in text: String) -> [Found] {
    var text = text
    return text.withUTF8 { scan($0) }
  }

  private func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> [Found] {
    var found: [Found] = []
    var words = WordStarts()
    var state = Self.start
    var isInWord = false
    var isWhiteSpace = false
    var position = 0
    var offset = 0
    while position < bytes.count {
      let scalar = Self.scalar(bytes, &position)
      let kind = classes[scalar]
      if kind == CharacterClasses.gap || kind == CharacterClasses.whiteSpace {
        if isInWord {
          report(state, words, &found)
          state = Int(next[state * classes.count + Int(kind)])
          isWhiteSpace = kind == CharacterClasses.whiteSpace
        } else if !isWhiteSpace || kind == CharacterClasses.gap {
          // More than one character between two words: they are no phrase.
          state = Self.start
          isWhiteSpace = false
        }
        isInWord = false
      } else {
        if !isInWord { words.append(offset) }
        state = Int(next[state * classes.count + Int(kind)])
        isInWord = true
      }
      offset += 1
    }
    if isInWord { report(state, words, &found) }
    return found
  }

  /// Adds the terms that end with a word that ends in `state`.
  private func report(_ state: Int, _ words: WordStarts, _ found: inout [Found]) {
    let list = Int(complete[state])
    if list == 0 { return }
    for term in terms[list] where !found.contains(where: { $0.term == term }) {
      found.append(Found(term: term, offset: words[fromEnd: wordCounts[term]]))
    }
  }

  /// The character at `position`, which moves on to the one after it. Swift's strings are always
  /// valid UTF-8.
  private static func scalar(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int
  ) -> Unicode.Scalar {
    let lead = bytes[position]
    position += 1
    if lead < 0x80 { return Unicode.Scalar(lead) }
    let more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3
    var value = UInt32(lead) & (0b11_1111 >> UInt32(more))
    for _ in 0..<more {
      value = value << 6 | UInt32(bytes[position] & 0b11_1111)
      position += 1
    }
    return Unicode.Scalar(value) ?? "\u{fffd}"
  }
}

/// Where the last words of a text began, as many as a term can have.
private struct WordStarts {
  private var offsets = SIMD8<Int32>()
  private var count = 0

  mutating func append(_ offset: Int) {
    offsets[count % Term.maximumWords] = Int32(truncatingIfNeeded: offset)
    count += 1
  }

  /// The start of the last word for 1, of the word before it for 2.
  subscript(fromEnd words: Int) -> Int {
    Int(offsets[(count - words) % Term.maximumWords])
  }
}
