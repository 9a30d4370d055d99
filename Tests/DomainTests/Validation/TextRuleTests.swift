import Domain
import Testing

@Suite struct TextRuleTests {
  @Test(arguments: [
    ("a", "a"),
    ("  two words \n", "two words"),
    ("\u{a0}\u{3000}\r\n\tall white space is trimmed\u{2029}\u{85}", "all white space is trimmed"),
    ("inside\n\n  it stays", "inside\n\n  it stays"),
    ("\u{200b}this is not white space\u{200b}", "\u{200b}this is not white space\u{200b}"),
  ])
  func `a text is trimmed`(raw: String, text: String) {
    #expect(TextRule.title.check(raw, at: "#/title") == .success(text))
  }

  @Test(arguments: ["", " ", "\n\t\u{a0}"])
  func `a text of white space is empty`(raw: String) {
    let violation = Violation(pointer: "#/title", code: .tooShort, detail: "must not be empty")
    #expect(TextRule.title.check(raw, at: "#/title") == .failure(violation))
  }

  @Test func `a text below the least length is too short`() {
    let violation = Violation(
      pointer: "?q", code: .tooShort, detail: "must have at least 3 characters, has 2")
    #expect(TextRule(length: 3...5).check(" ab ", at: "?q") == .failure(violation))
  }

  @Test(arguments: [
    (TextRule.title, 200), (.description, 20_000), (.searchText, 200), (.actor, 200),
    (.note, 20_000),
  ])
  func `the longest text is allowed and one character more is not`(rule: TextRule, longest: Int) {
    let text = String(repeating: "x", count: longest)
    let violation = Violation(
      pointer: "#/it", code: .tooLong,
      detail: "must have at most \(longest) characters, has \(longest + 1)")
    #expect(rule.check(" " + text + " ", at: "#/it") == .success(text))
    #expect(rule.check(text + "x", at: "#/it") == .failure(violation))
  }

  @Test(arguments: ["é", "ß", "日", "🙂"])
  func `characters are counted as code points and not as bytes`(character: String) {
    let text = String(repeating: character, count: 200)
    #expect(TextRule.title.check(text, at: "#/title") == .success(text))
    #expect(throws: Violation.self) {
      try TextRule.title.check(text + character, at: "#/title").get()
    }
  }

  @Test func `a letter with two accents is three characters, as in PostgreSQL`() {
    let letter = "e\u{301}\u{302}"
    #expect(TextRule(length: 3...3).check(letter, at: "?q") == .success(letter))
  }

  @Test(arguments: ["\0", "a\0b", " \0 ", String(repeating: "x", count: 300) + "\0"])
  func `a NUL is refused wherever it stands`(raw: String) {
    let violation = Violation(
      pointer: "#/title", code: .invalidCharacter, detail: "must not contain the character U+0000")
    #expect(TextRule.title.check(raw, at: "#/title") == .failure(violation))
  }

  @Test func `a caller who collects violations gets the text or one violation more`() {
    var violations: [Violation] = []
    #expect(TextRule.title.check(" a ", at: "#/a", reportingTo: &violations) == "a")
    #expect(TextRule.title.check("", at: "#/b", reportingTo: &violations) == nil)
    #expect(TextRule.title.check("\0", at: "#/c", reportingTo: &violations) == nil)
    #expect(violations.map(\.pointer) == ["#/b", "#/c"])
  }
}
