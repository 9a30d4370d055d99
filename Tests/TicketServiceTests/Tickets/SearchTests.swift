import DatabaseTesting
import Foundation
import Testing

@Suite(.database) struct SearchTests {
  private static let tickets = [
    StoredTicket(title: "Printer jams", description: "The red lamp is blinking"),
    StoredTicket(title: "Printers", description: "Both of them printed nothing; a lamp is red"),
    StoredTicket(title: "VPN", description: "Drops when the printer prints; error C:\\temp"),
    StoredTicket(title: "Grüße", description: "100% Ärger & 'Kummer'"),
  ]

  private func search(_ words: String) async throws -> Answer {
    try await StoredTicket.insert(Self.tickets)
    let encoded = try #require(words.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
    return try await TestDesk().get("/tickets?q=\(encoded)")
  }

  @Test(
    arguments: [
      ("printer", [3, 2, 1]), ("PRINTERS", [3, 2, 1]), ("printing", [3, 2]),
      ("blink", [1]), ("red lamp", [2, 1]), (#""red lamp""#, [1]),
      ("printer -lamp", [3]), ("-printer", [4]), (#"-"red lamp""#, [4, 3, 2]),
      ("jam or vpn", [3, 1]), ("printer vpn", [3]), ("toaster", []), ("print", [3, 2]),
      ("grüße", [4]), ("ärger", [4]), ("kummer", [4]), ("  vpn  ", [3]), ("100%", [4]),
      (#""printer jams""#, [1]), (#"-vpn "printer jams""#, [1]), ("the", []),
    ] as [(String, [Int64])])
  func `words, phrases and exclusions find what they say`(
    words: String, ids: [Int64]
  ) async throws {
    let page = try await search(words).read(PageDocument.self)
    #expect(page.ids == ids)
  }

  @Test(arguments: [
    "\"", "'", "\\", ":*", "printer:*", "!", "&", "|", "(", ")", "<->", "a <2> b", "-", "--",
    "- - -", "\"unclosed", "\"\"", "or", "or or or", "-or", "';DROP TABLE x--", "$1", "%", "_", "*",
    "?", "\u{7f}", "\u{1}", "😀", "e\u{301}", "\u{202e}", "::int", "NULL", "\\0", "\n",
    "a\tb", "!!a", "((a)", "a & (b | c)", "\u{feff}", "\u{e000}", "\u{10ffff}",
    String(repeating: "(", count: 200), String(repeating: "-\"", count: 100),
  ])
  func `no syntax is an error`(words: String) async throws {
    let answer = try await search("x\(words)")
    #expect(answer.status == 200)
    let alone = try await TestDesk().get(
      "/tickets?q=\(words.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")")
    #expect(alone.status == 200 || words.allSatisfy(\.isWhitespace))
  }
}
