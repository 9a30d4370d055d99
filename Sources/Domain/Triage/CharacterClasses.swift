/// Which characters are the same to a `TermMachine`. A small table answers for every character of
/// one or two bytes in UTF-8, which are Latin, Greek, Cyrillic, Hebrew and Arabic letters.
struct CharacterClasses: Sendable {
  /// The class of a character. Those from `firstLetter` on occur in terms, one class for each
  /// character in lower case.
  typealias Class = UInt16

  /// Belongs to a word, but occurs in no term.
  static let foreign: Class = 0
  /// Stands between words.
  static let gap: Class = 1
  /// Stands between words and is white space.
  static let whiteSpace: Class = 2
  /// The first class of a character that occurs in terms.
  static let firstLetter: Class = 3

  /// How many characters the table answers for: U+0000 to U+07FF.
  private static let tableSize = 0x800

  private let table: [Class]
  private let letters: [Unicode.Scalar: Class]

  /// The classes that tell the characters of `terms` from each other and from all others.
  init(of terms: [Term]) {
    var letters: [Unicode.Scalar: Class] = [:]
    for letter in terms.flatMap({ $0.words.joined() }) where letters[letter] == nil {
      letters[letter] = Self.firstLetter + Class(letters.count)
    }
    self.letters = letters
    table = (0..<Self.tableSize).map { code in
      Unicode.Scalar(UInt32(code)).map { Self.find($0, in: letters) } ?? Self.gap
    }
  }

  /// How many classes there are.
  var count: Int { Int(Self.firstLetter) + letters.count }

  /// The class of a character in any case.
  subscript(_ scalar: Unicode.Scalar) -> Class {
    let code = Int(scalar.value)
    return code < Self.tableSize ? table[code] : Self.find(scalar, in: letters)
  }

  private static func find(
    _ scalar: Unicode.Scalar, in letters: [Unicode.Scalar: Class]
  ) -> Class {
    if scalar.isWordCharacter { return letters[scalar.simpleLowercase] ?? foreign }
    return scalar.properties.isWhitespace ? whiteSpace : gap
  }
}
