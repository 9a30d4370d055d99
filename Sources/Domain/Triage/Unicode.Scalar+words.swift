extension Unicode.Scalar {
  /// Whether the character belongs to a word: a letter, a digit (general categories L and N), or a
  /// mark (M), which belongs to the letter before it: "é" may be written as "e" and an accent.
  var isWordCharacter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
      true
    default: false
    }
  }

  /// The character in lower case by simple case mapping, which gives one character for one. Where
  /// full mapping gives several (only for U+0130, İ), the first of them is the simple one (Unicode
  /// Character Database, UnicodeData.txt and SpecialCasing.txt).
  var simpleLowercase: Unicode.Scalar {
    properties.lowercaseMapping.unicodeScalars.first ?? self
  }
}
