import Operator
import Testing

@Suite struct TicketTextTests {
  @Test(arguments: [
    ("", ""), (" \n\t\r\n", ""), ("Help", "Help"), ("\n\n  Help me \r\nnow\n", "Help me"),
    (String(repeating: "x", count: 100), String(repeating: "x", count: 100)),
    (String(repeating: "x", count: 101), String(repeating: "x", count: 99) + "…"),
    (
      String(repeating: "word ", count: 30),
      "word" + String(repeating: " word", count: 18) + "…"
    ),
  ])
  func `a made title is the first line, or its first words`(description: String, title: String) {
    #expect(TicketText.title(from: description) == title)
    #expect(title.count <= TicketText.madeTitleLength)
  }
}
