import Domain
import Testing

@Suite struct TicketChangeTests {
  @Test func `a change of nothing is empty`() throws {
    #expect(TicketChange().isEmpty)
    #expect(try TicketChange(checkingTitle: nil).isEmpty)
  }

  @Test(arguments: [
    TicketChange(title: "a"), TicketChange(description: "a"), TicketChange(category: .network),
    TicketChange(priority: .high), TicketChange(status: .closed),
  ])
  func `a change of one thing is not empty`(change: TicketChange) {
    #expect(!change.isEmpty)
  }

  @Test func `a change holds the trimmed texts and the rest as it is`() throws {
    let change = try TicketChange(
      checkingTitle: " a ", description: "\tb\n", category: .hardware, priority: .low,
      status: .waiting)
    let expected = TicketChange(
      title: "a", description: "b", category: .hardware, priority: .low, status: .waiting)
    #expect(change == expected)
  }

  @Test(
    arguments: [
      ("", nil, ["#/title: too_short"]),
      (nil, "", ["#/description: too_short"]),
      ("\0", " ", ["#/title: invalid_character", "#/description: too_short"]),
    ] as [(String?, String?, [String])])
  func `all violations are reported`(
    title: String?, description: String?, expected: [String]
  ) throws {
    let error = try #require(throws: InvalidInput.self) {
      try TicketChange(checkingTitle: title, description: description)
    }
    #expect(error.violations.map { "\($0.pointer): \($0.code.rawValue)" } == expected)
  }
}
