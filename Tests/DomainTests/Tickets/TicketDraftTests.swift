import Domain
import Testing

@Suite struct TicketDraftTests {
  @Test func `a draft holds the trimmed texts`() throws {
    let draft = try TicketDraft(checkingTitle: " Cannot log in ", description: "\nHelp me.\n")
    #expect(draft == TicketDraft(title: "Cannot log in", description: "Help me."))
  }

  @Test(arguments: [
    ("", "text", ["#/title: too_short"]),
    ("title", " ", ["#/description: too_short"]),
    ("a\0", " ", ["#/title: invalid_character", "#/description: too_short"]),
    (
      String(repeating: "x", count: 201), String(repeating: "x", count: 20_001),
      ["#/title: too_long", "#/description: too_long"]
    ),
  ])
  func `all violations are reported`(
    title: String, description: String, expected: [String]
  ) throws {
    let error = try #require(throws: InvalidInput.self) {
      try TicketDraft(checkingTitle: title, description: description)
    }
    #expect(error.violations.map { "\($0.pointer): \($0.code.rawValue)" } == expected)
  }
}
