extension StringProtocol {
  /// The text without the optional white space of header fields at its ends (RFC 9110 section
  /// 5.6.3).
  func trimmingSpaces() -> String {
    let isSpace: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
    let scalars = unicodeScalars.drop(while: isSpace)
    guard let last = scalars.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(String.UnicodeScalarView(scalars[...last]))
  }
}
