/// A term of a ruleset in the form in which texts are searched for it: its words in lower case.
/// Terms that find the same texts are equal ("wi-fi", "Wi Fi").
struct Term: Hashable {
  /// What can be wrong with a term: the rest of a sentence.
  enum Fault: String, Error {
    case empty = "has no word"
    case badEdge = "must begin and end with a letter or digit"
    case badGap = "has more than one character between two words"
    case tooManyWords = "has more than 8 words"
  }

  /// As many words as a term may have. A `Triager` remembers where so many words began.
  static let maximumWords = 8

  /// The words, each a run of word characters in lower case; 1 to `maximumWords`.
  let words: [[Unicode.Scalar]]

  /// The term that is written `text`.
  init(_ text: String) throws(Fault) {
    var words: [[Unicode.Scalar]] = []
    var gap: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      guard scalar.isWordCharacter else {
        gap.append(scalar)
        continue
      }
      if !gap.isEmpty && words.isEmpty { throw .badEdge }
      if gap.count > 1 && !gap.allSatisfy(\.properties.isWhitespace) { throw .badGap }
      if words.isEmpty || !gap.isEmpty { words.append([]) }
      words[words.count - 1].append(scalar.simpleLowercase)
      gap = []
    }
    if words.isEmpty { throw .empty }
    if !gap.isEmpty { throw .badEdge }
    if words.count > Self.maximumWords { throw .tooManyWords }
    self.words = words
  }
}
