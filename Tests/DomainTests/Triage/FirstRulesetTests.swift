import Domain
import Foundation
import Testing

/// The ruleset that is shipped, read from the migration that ships it.
@Suite struct FirstRulesetTests {
  private static func ruleset() throws -> Ruleset {
    let folder = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "migrations")
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: folder.path())
        .first { $0.hasSuffix("_seed_first_ruleset.sql") })
    let file = folder.appending(path: name)
    let parts = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "$ruleset$")
    try #require(parts.count == 3)
    // A later migration takes away what is not of a ruleset any more.
    return try Ruleset(
      version: 1, json: parts[1].replacing(/,\s*"escalate": \["high"\]/, with: ""))
  }

  @Test func `it has the categories and priorities of the design`() throws {
    let document = try Self.ruleset().document
    #expect(document.default == .software)
    #expect(document.rules.map(\.category) == [.security, .network, .hardware, .software])
    #expect(document.rules.map(\.priority) == [.high, .medium, .low, .low])
  }

  @Test(arguments: [
    ("Cannot log in", "User receives invalid password error"),
    ("Cannot log in", "Since this morning."),
    ("LOG IN IMPOSSIBLE", "Help!"),
    ("Trouble signing in", "to the intranet"),
    ("Login page", "is blank"),
    ("Malware found", "on my machine"),
    ("Ransomware on laptop", "All files are encrypted."),
    ("Phishing", "I clicked on it."),
    ("PHISHING mail", "I clicked on it."),
    ("Data breach", "at our supplier"),
    ("I was hacked", "help"),
    ("Forgot my passwords", "all of them"),
    ("Account", "My account is locked out since I was on holiday."),
    ("Suspicious mail", "It wants me to open a link."),
    ("MFA code", "never arrives"),
    ("Virus alert", "on the screen of my laptop"),
    ("VPN password", "has expired"),
  ])
  func `it makes these security, high`(title: String, description: String) throws {
    try expect(title, description, .security, .high, .rules)
  }

  @Test(arguments: [
    ("VPN", "drops every hour"),
    ("No Wi-Fi", "in meeting room 4"),
    ("WiFi slow", "in meeting room 4"),
    ("High latency", "to the Berlin office"),
    ("Connection lost", "again"),
    ("Network drive", "cannot be opened"),
    ("Router", "is dead"),
    ("DNS", "does not resolve our name"),
    ("Printer", "cannot be reached over the network"),
    ("Outlook", "says: no internet access"),
  ])
  func `it makes these network, medium`(title: String, description: String) throws {
    try expect(title, description, .network, .medium, .rules)
  }

  @Test(arguments: [
    ("Laptop", "does not start"),
    ("Cracked screen", "it fell"),
    ("Keyboard", "The E is missing."),
    ("Battery", "lasts ten minutes"),
    ("Printer", "paper jam"),
    ("Second monitor", "flickers"),
    ("Docking station", "does not charge"),
    ("Wireless mouse", "does not move"),
    ("New laptops", "Please install Excel on them."),
  ])
  func `it makes these hardware, low`(title: String, description: String) throws {
    try expect(title, description, .hardware, .low, .rules)
  }

  @Test(arguments: [
    ("Excel crashes", "when I open it"),
    ("Update", "never ends"),
    ("License", "has expired"),
    ("Internet Explorer", "is gone"),
    ("Please install", "Visio"),
    ("Outlook", "The screenshot shows it."),
    ("Passwordless", "Is there an app for it?"),
  ])
  func `it makes these software, low`(title: String, description: String) throws {
    try expect(title, description, .software, .low, .rules)
  }

  @Test(arguments: [
    ("Screenshot", "attached"),
    ("Passwordless", "is the future"),
    ("Question", "When does the canteen open?"),
    ("Light switch", "Ping me when you have a new one."),
    ("Blogging", "into the unknown"),
    ("My catalog", "in the hall is old"),
  ])
  func `it finds nothing in these and makes them software, low`(
    title: String, description: String
  ) throws {
    try expect(title, description, .software, .low, .default)
  }

  private func expect(
    _ title: String, _ description: String, _ category: Category, _ priority: Priority,
    _ decidedBy: DecidedBy, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let triager = Triager(try Self.ruleset())
    let decision = triager.decide(TicketDraft(title: title, description: description))
    let because = Comment(rawValue: "matched: \(decision.triage.matched.map(\.term))")
    #expect(decision.category == category, because, sourceLocation: sourceLocation)
    #expect(decision.priority == priority, because, sourceLocation: sourceLocation)
    #expect(decision.triage.decidedBy == decidedBy, because, sourceLocation: sourceLocation)
  }
}
