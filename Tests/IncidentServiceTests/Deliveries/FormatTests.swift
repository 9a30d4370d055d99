import DatabaseTesting
import Foundation
import ServiceTesting
import Testing
import WebhookReceiver

@testable import IncidentService

@Suite(.database, .timeLimit(.minutes(2))) struct FormatTests {
  @Test func `Slack gets a sentence`() async throws {
    try await Receiver.run { receiver in
      let hooks = HookDesk()
      try await hooks.add("chat", receiver.url(), #","format":"slack""#)
      try await StoredTicket.insert(1...1, title: "Phishing <now> & then")
      _ = try await hooks.desk.post("/incidents/1")
      try await hooks.desk.lead(1, to: "acknowledged")
      while try await hooks.round() > 0 {}
      let texts = receiver.posts.map { $0.json["text"] as? String }
      #expect(
        texts.last
          == """
          Incident 1 acknowledged by admin: Phishing &lt;now&gt; &amp; then (high, acknowledged)
          """)
      #expect(receiver.posts.first?.headers["content-type"] == "application/json")
    }
  }

  @Test func `PagerDuty gets one alert that follows the incident`() async throws {
    try await Receiver.run { receiver in
      let hooks = HookDesk()
      let answer = try await hooks.add(
        "pager", receiver.url(), #","format":"pagerduty","routing_key":"R1""#)
      #expect(answer.format == "pagerduty")
      try await hooks.desk.openIncidents(1...1)
      try await hooks.round()
      try await hooks.desk.lead(1, to: "acknowledged")
      try await hooks.round()
      try await hooks.desk.lead(1, to: "resolved")
      try await hooks.round()
      let events = receiver.posts.map { $0.json }
      #expect(
        events.map { $0["event_action"] as? String } == ["trigger", "acknowledge", "resolve"])
      #expect(Set(events.map { $0["dedup_key"] as? String }) == ["firstline-incident-1"])
      #expect(events.allSatisfy { $0["routing_key"] as? String == "R1" })
      let payload = try #require(events.first?["payload"] as? NSDictionary)
      #expect(payload["severity"] as? String == "critical")
      #expect(payload["source"] as? String == "firstline")
      #expect(
        payload["summary"] as? String == "Incident 1 opened by admin: Phishing (high, open)")
    }
  }
}
