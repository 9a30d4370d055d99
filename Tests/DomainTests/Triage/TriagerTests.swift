import Domain
import Foundation
import Testing

@Suite struct TriagerTests {
  private static func triager() throws -> Triager {
    let json = """
      {"default": "hardware", "rules": [
      {"category": "security", "priority": "high", "terms": ["password", "Log in", "log"]},
      {"category": "network", "priority": "medium",
      "terms": ["wi-fi", "in the network", "network"]},
      {"category": "software", "priority": "low", "terms": ["café", "update", "2fa"]},
      {"category": "hardware", "priority": "medium", "terms": ["screen"]}]}
      """
    return Triager(try Ruleset(version: 3, json: json))
  }

  /// The terms found in a description, each with its offset.
  private static func terms(in description: String) throws -> [String] {
    let draft = TicketDraft(title: "A title", description: description)
    return try triager().decide(draft).triage.matched.map { "\($0.term)@\($0.offset)" }
  }

  @Test(arguments: [
    ("screen", ["screen@0"]),
    ("My SCREEN, ScReEn", ["screen@3"]),
    ("(screen)", ["screen@1"]),
    ("screen_saver", ["screen@0"]),
    ("the screen's edge", ["screen@4"]),
    ("screenshot", []),
    ("touchscreen", []),
    ("screen1", []),
    ("1screen", []),
    ("screen\u{301}", []),
    ("screené", []),
    ("日screen", []),
    ("日 screen", ["screen@2"]),
    ("passwordless", []),
    ("2FA", ["2fa@0"]),
    ("12fa", []),
  ])
  func `a term is a whole word in any case`(text: String, terms: [String]) throws {
    #expect(try Self.terms(in: text) == terms)
  }

  @Test(arguments: [
    ("Wi-Fi", ["wi-fi@0"]),
    ("wi fi", ["wi-fi@0"]),
    ("wi_fi", ["wi-fi@0"]),
    ("wi\u{2011}fi", ["wi-fi@0"]),
    ("wi \t\r\n fi", ["wi-fi@0"]),
    ("wi\u{a0}\u{3000}fi", ["wi-fi@0"]),
    ("wi--fi", []),
    ("wi - fi", []),
    ("wi- fi", []),
    ("wi. Fi", []),
    ("wifi", []),
    ("wi the fi", []),
    ("wi wi-fi", ["wi-fi@3"]),
  ])
  func `between words is one character or white space`(text: String, terms: [String]) throws {
    #expect(try Self.terms(in: text) == terms)
  }

  @Test(arguments: [
    ("CAFÉ", ["café@0"]),
    ("cafe", []),
    ("cafe\u{301}", []),
    ("\u{212a}: Übergröße, 🙂 update", ["update@16"]),
    ("日本 🙂 log  in", ["Log in@5", "log@5"]),
  ])
  func `case and offsets are those of code points`(text: String, terms: [String]) throws {
    #expect(try Self.terms(in: text) == terms)
  }

  @Test(arguments: [
    ("log in the network", ["Log in@0", "log@0", "in the network@4", "network@11"]),
    ("in the in the network", ["in the network@7", "network@14"]),
    ("log log in", ["log@0", "Log in@4"]),
    ("update update update", ["update@0"]),
  ])
  func `terms may share words and are reported once`(text: String, terms: [String]) throws {
    // Where two begin at one place the lesser text comes first, and capitals are less.
    #expect(try Self.terms(in: text) == terms)
  }

  @Test func `matches are in the order of text and offset`() throws {
    let draft = TicketDraft(title: "update network", description: "screen, network, update, log in")
    let triage = try Self.triager().decide(draft).triage
    #expect(
      triage.matched == [
        TermMatch(term: "update", field: .title, offset: 0),
        TermMatch(term: "network", field: .title, offset: 7),
        TermMatch(term: "screen", field: .description, offset: 0),
        TermMatch(term: "network", field: .description, offset: 8),
        TermMatch(term: "update", field: .description, offset: 17),
        TermMatch(term: "Log in", field: .description, offset: 25),
        TermMatch(term: "log", field: .description, offset: 25),
      ])
  }

  @Test(arguments: [
    ("screen", "update", Category.software, Priority.low),
    ("screen", "screen", .hardware, .medium),
    ("screen update", "wi-fi", .network, .medium),
    ("update update update network", "a password", .security, .high),
  ])
  func `the first rule of which a term is found wins, wherever the term stands`(
    title: String, description: String, category: Category, priority: Priority
  ) throws {
    let decision = try Self.triager().decide(TicketDraft(title: title, description: description))
    #expect(decision.category == category)
    #expect(decision.priority == priority)
    #expect(decision.triage.decidedBy == .rules)
    #expect(decision.triage.ruleset == 3)
  }

  @Test func `without a term the default category decides`() throws {
    let decision = try Self.triager().decide(TicketDraft(title: "Hello", description: "there"))
    let triage = Triage(decidedBy: .default, ruleset: 3, matched: [])
    #expect(decision == Decision(category: .hardware, priority: .medium, triage: triage))
  }

  @Test func `a match is written as in the contract`() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let match = TermMatch(term: "log in", field: .description, offset: 7)
    let json = #"{"field":"description","offset":7,"term":"log in"}"#
    #expect(String(decoding: try encoder.encode(match), as: UTF8.self) == json)
    #expect(try JSONDecoder().decode(TermMatch.self, from: Data(json.utf8)) == match)
  }
}
