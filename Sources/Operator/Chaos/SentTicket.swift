import Domain

/// A ticket that a client sent, and what it was answered.
package struct SentTicket: Equatable, Sendable {
  /// Unlike any other title.
  package var title: String
  package var description: String
  /// The Idempotency-Key; nil where it was sent only once.
  package var key: String?
  /// Whether the rules make it a high one.
  package var isHigh: Bool
  /// The ids of its 201s, each once.
  package var answers: [Int64]

  package init(
    title: String, description: String, key: String?, isHigh: Bool, answers: [Int64] = []
  ) {
    self.title = title
    self.description = description
    self.key = key
    self.isHigh = isHigh
    self.answers = answers
  }
}

extension SentTicket {
  /// A ticket with `mark` in its title. About every third is high, five of six have a key.
  static func draw(mark: String, _ draws: inout SplitMix) -> SentTicket {
    let isHigh = draws.chance(percent: 30)
    let subject = (isHigh ? high : other).randomElement(using: &draws) ?? ""
    let words = (0..<Int.random(in: 1...40, using: &draws)).map { _ in
      Self.words.randomElement(using: &draws) ?? ""
    }
    return SentTicket(
      title: "\(subject) \(mark)", description: words.joined(separator: " "),
      key: draws.chance(percent: 83) ? "chaos-\(mark)" : nil, isHigh: isHigh)
  }

  /// By the first ruleset these are security, and high.
  private static let high = ["Phishing again", "Malware found", "My password was stolen"]
  private static let other = ["VPN is slow", "Printer hums", "Excel is shut", "A wish", "Größe?"]
  /// None of them is a term of the first ruleset; some need care on their way.
  private static let words = [
    "since", "Monday", "it", "does", "nothing", "\"quoted\"", "back\\slash", "naïve", "日本",
    "🙂", "line\nbreak", "tab\there", "it's", "100%", "{}", "NULL", "--", "$1",
  ]
}
