import Operator
import Testing

@Suite struct IdempotencyKeyTests {
  // Computed by another program (Python), so that a change of the keys cannot go unnoticed: with
  // other keys, an import that is run again would make its tickets twice.
  @Test(arguments: [
    ("Cannot log in", "Prüfung", 2, "import-0dc3357a825f4b740c94f313eb7f4faf"),
    ("", "", 1, "import-65e60e92e0757277b806e8601fdef283"),
  ])
  func `a key is the same for ever`(title: String, description: String, line: Int, key: String) {
    let ticket = TicketText(title: title, description: description)
    #expect(IdempotencyKey(ticket, line: line).description == key)
  }

  @Test func `rows that differ in anything have different keys`() {
    let keys = [
      IdempotencyKey(TicketText(title: "ab", description: "c"), line: 1),
      IdempotencyKey(TicketText(title: "a", description: "bc"), line: 1),
      IdempotencyKey(TicketText(title: "abc", description: ""), line: 1),
      IdempotencyKey(TicketText(title: "ab", description: "c1"), line: 1),
      IdempotencyKey(TicketText(title: "ab", description: "c"), line: 11),
      IdempotencyKey(TicketText(title: "ab", description: "c"), line: 2),
    ]
    #expect(Set(keys).count == keys.count)
  }
}
