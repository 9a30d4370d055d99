import DatabaseTesting
import ServiceTesting
import Testing

@Suite(.database) struct TriageTests {
  private static let reports = [
    ("Phishing", "One mail", "security high rules"),
    ("Help", "My PASSWORD is gone", "security high rules"),
    ("Login fails", "Since today", "security high rules"),
    ("A data breach", "It seems", "security high rules"),
    ("I was hacked", "Please call", "security high rules"),
    ("Malware found", "In the basement", "security high rules"),
    ("Ransomware on laptop", "It wants money", "security high rules"),
    ("VPN", "Slow", "network medium rules"),
    ("The network is down", "All of it", "network medium rules"),
    ("No wifi", "In room 12", "network medium rules"),
    ("High latency", "Abroad", "network medium rules"),
    ("The connection drops", "Often", "network medium rules"),
    ("My laptop smokes", "A little", "hardware low rules"),
    ("Black screen", "Since noon", "hardware low rules"),
    ("Keyboard", "Coffee", "hardware low rules"),
    ("Battery", "Empty", "hardware low rules"),
    ("Printer", "Paper", "hardware low rules"),
    ("Laptop without network", "Both", "network medium rules"),
    ("The excel sheet", "Is wrong", "software low rules"),
    ("A screenshot", "Is attached", "software low default"),
    ("Going passwordless", "When?", "software low default"),
    ("Something else", "Entirely", "software low default"),
  ]

  @Test func `a report gets the category and priority that the first rules give`() async throws {
    let desk = await TestDesk.open()
    for (title, description, verdict) in Self.reports {
      let ticket = try await desk.report(title, description)
      #expect(ticket.verdict == verdict, "\(title)")
      #expect(ticket.triage.matched.isEmpty == (ticket.triage.decidedBy == "default"))
    }
  }

  @Test func `the terms of all categories are shown, so that one sees what competed`() async throws
  {
    let desk = await TestDesk.open()
    let ticket = try await desk.report("Ransomware on laptop", "The laptop and the vpn")
    #expect(
      ticket.triage.matched.map { "\($0.term) \($0.field) \($0.offset)" } == [
        "ransomware title 0", "laptop title 14", "laptop description 4", "vpn description 19",
      ])
  }
}
