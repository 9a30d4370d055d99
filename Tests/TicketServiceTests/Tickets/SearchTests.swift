import DatabaseTesting
import Foundation
import ServiceTesting
import Testing

@Suite(.database) struct SearchTests {
  private static let tickets = [
    StoredTicket(title: "Printer jams", description: "The red lamp is blinking"),
    StoredTicket(title: "Printers", description: "Both of them printed nothing; a lamp is red"),
    StoredTicket(title: "VPN", description: "Drops when the printer prints; error C:\\temp"),
    StoredTicket(title: "Grüße", description: "100% Ärger & 'Kummer'"),
  ]

  private static let found: [(words: String, ids: [Int64])] = [
    ("printer", [3, 2, 1]), ("PRINTERS", [3, 2, 1]), ("printing", [3, 2]), ("print", [3, 2]),
    ("blink", [1]), ("red lamp", [2, 1]), (#""red lamp""#, [1]), (#"-"red lamp""#, [4, 3, 2]),
    ("printer -lamp", [3]), ("-printer", [4]), ("printer vpn", [3]), ("jam or vpn", [3, 1]),
    (#""printer jams""#, [1]), (#"-vpn "printer jams""#, [1]), ("  vpn  ", [3]), ("100%", [4]),
    ("grüße", [4]), ("ärger", [4]), ("kummer", [4]), ("toaster", []), ("the", []),
  ]

  @Test func `words, phrases and exclusions find what they say`() async throws {
    try await StoredTicket.insert(Self.tickets)
    for (words, ids) in Self.found {
      #expect(try await search(words).read(PageDocument.self).ids == ids, "\(words)")
    }
  }

  private static let strange = [
    "\"", "'", "\\", ":*", "printer:*", "!", "&", "|", "(", ")", "<->", "a <2> b", "-", "--",
    "- - -", "\"unclosed", "\"\"", "or", "or or or", "-or", "';DROP TABLE x--", "$1", "%", "_",
    "*", "?", "\u{7f}", "\u{1}", "😀", "e\u{301}", "\u{202e}", "::int", "NULL", "\\0", "!!a",
    "((a)", "a & (b | c)", "\u{feff}", "\u{e000}", "\u{10ffff}", "a\tb", "a\nb",
    String(repeating: "(", count: 199), String(repeating: "-\"", count: 99),
  ]

  @Test func `no syntax is an error`() async throws {
    for words in Self.strange {
      for words in [words, "x\(words)", "\(words) printer"] where words.count <= 200 {
        #expect(try await search(words).status == 200, "\(words)")
      }
    }
  }

  /// Asks for what has these words.
  private func search(_ words: String) async throws -> ServiceAnswer {
    let encoded = try #require(words.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
    return try await TestDesk().get("/tickets?q=\(encoded)")
  }
}
