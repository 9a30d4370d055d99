/// What a text of a client must be like. All rules about texts are here, and `check` is their only
/// door.
package struct TextRule: Hashable, Sendable {
  /// How many characters the text has after trimming, counted as Unicode code points, like
  /// PostgreSQL's `char_length`.
  package let length: ClosedRange<Int>

  /// A rule that allows texts of `length` Unicode code points.
  package init(length: ClosedRange<Int>) {
    self.length = length
  }

  /// The title of a ticket.
  package static let title = TextRule(length: 1...200)
  /// The description of a ticket.
  package static let description = TextRule(length: 1...20_000)
  /// What somebody searches for.
  package static let searchText = TextRule(length: 1...200)
  /// The name of somebody who does something, or to whom a ticket or an incident is assigned.
  package static let actor = TextRule(length: 1...200)
  /// Who reported the trouble: a name or an address, of which the longest has 254 characters (RFC
  /// 5321 section 4.5.3.1.3, without the angle brackets).
  package static let requester = TextRule(length: 1...254)
  /// What somebody says about a ticket.
  package static let comment = TextRule(length: 1...20_000)
  /// What somebody notes at an incident, and the reason of a change.
  package static let note = TextRule(length: 1...20_000)

  /// Trims `raw` of white space and newlines (Unicode property White_Space) at both ends and
  /// answers the rest, or what is wrong with it at `pointer`: a NUL (PostgreSQL's `text` cannot
  /// hold it), too few characters or too many.
  package func check(_ raw: String, at pointer: String) -> Result<String, Violation> {
    if raw.utf8.contains(0) {
      return .failure(
        Violation(
          pointer: pointer, code: .invalidCharacter,
          detail: "must not contain the character U+0000"))
    }
    let text = raw.trimmed()
    let count = text.codePointCount
    if count < length.lowerBound {
      let detail =
        count == 0
        ? "must not be empty" : "must have at least \(length.lowerBound) characters, has \(count)"
      return .failure(Violation(pointer: pointer, code: .tooShort, detail: detail))
    }
    if count > length.upperBound {
      let detail = "must have at most \(length.upperBound) characters, has \(count)"
      return .failure(Violation(pointer: pointer, code: .tooLong, detail: detail))
    }
    return .success(text)
  }

  /// The same for a caller who collects violations: the trimmed text, or nil and one violation
  /// more.
  package func check(
    _ raw: String, at pointer: String, reportingTo violations: inout [Violation]
  ) -> String? {
    switch check(raw, at: pointer) {
    case .success(let text): return text
    case .failure(let violation):
      violations.append(violation)
      return nil
    }
  }
}

extension String {
  /// The text without white space at its ends; the same storage where there is none.
  fileprivate func trimmed() -> String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    let end = scalars.index(after: last)
    if first == startIndex && end == endIndex { return self }
    return String(scalars[first..<end])
  }

  /// How many Unicode code points the text has. Each begins with a byte that does not continue
  /// another (RFC 3629 section 3), which is quicker to count than scalars are to decode; in one
  /// buffer, several at a time.
  fileprivate var codePointCount: Int {
    var text = self
    return text.withUTF8 { bytes in
      bytes.reduce(0) { $1 & 0b1100_0000 == 0b1000_0000 ? $0 : $0 + 1 }
    }
  }
}
