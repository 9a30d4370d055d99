import DatabaseTesting
import Foundation
import Postgres
import ServiceTesting
import Testing
import WebhookReceiver

@testable import IncidentService

@Suite(.database, .timeLimit(.minutes(2))) struct DeliveryTests {
  @Test func `an event reaches an endpoint once, signed, with the incident`() async throws {
    try await Receiver.run { receiver in
      let hooks = HookDesk()
      let webhook = try await hooks.add("ops", receiver.url("/hook?a=b"))
      try await hooks.desk.openIncidents(1...1)
      #expect(try await hooks.round() == 1)
      #expect(try await hooks.round() == 0)
      let post = try #require(receiver.posts.first)
      #expect(receiver.posts.count == 1)
      #expect(post.path == "/hook")
      #expect(post.headers["content-type"] == "application/cloudevents+json")
      #expect(post.headers["webhook-signature"] == post.signatures(by: webhook.secret ?? ""))
      let json = post.json
      #expect(json["specversion"] as? String == "1.0")
      #expect(json["type"] as? String == "firstline.incident.opened")
      #expect(json["subject"] as? String == "incidents/1")
      #expect(json["source"] as? String == "urn:firstline:incidents")
      let data = try #require(json["data"] as? NSDictionary)
      #expect((data["event"] as? NSDictionary)?["kind"] as? String == "incident.opened")
      #expect((data["incident"] as? NSDictionary)?["title"] as? String == "Phishing")
      let delivery = try #require(try await hooks.deliveries().first)
      #expect(delivery.status == "delivered")
      #expect(delivery.attempts == 1)
      #expect(delivery.lastStatus == 204)
      #expect(delivery.messageId == post.id)
      #expect(String(delivery.eventId ?? 0) == json["id"] as? String)
    }
  }

  @Test(arguments: [
    ("", ["incident.opened", "incident.acknowledged"]),
    (#","kinds":["incident.acknowledged"]"#, ["incident.acknowledged"]),
    (#","severities":["high"]"#, ["incident.opened", "incident.acknowledged"]),
    (#","severities":["low","medium"]"#, []),
    (#","enabled":false"#, []),
  ])
  func `an endpoint is told what it wants`(filter: String, kinds: [String]) async throws {
    try await Receiver.run { receiver in
      let hooks = HookDesk()
      try await hooks.add("ops", receiver.url(), filter)
      try await hooks.desk.openIncidents(1...1)
      try await hooks.desk.lead(1, to: "acknowledged")
      while try await hooks.round() > 0 {}
      #expect(receiver.kinds == kinds)
    }
  }

  @Test func `an escalation tells those whom it names, whatever they want`() async throws {
    try await Receiver.run { receiver in
      let hooks = HookDesk()
      try await hooks.add(
        "ops", receiver.url("/ops"), #","kinds":["incident.closed"],"severities":["low"]"#)
      try await hooks.add("boss", receiver.url("/boss"), #","kinds":["incident.closed"]"#)
      try await hooks.desk.openIncidents(1...1)
      try await hooks.record("incident.escalated", after: #"{"tell":["ops","nobody"]}"#)
      try await hooks.record("incident.noted", after: #"{"tell":["boss"]}"#)
      try await hooks.round()
      #expect(receiver.posts.map(\.path) == ["/ops"])
    }
  }

  @Test func `what happened before a webhook was made is not told`() async throws {
    try await Receiver.run { receiver in
      let hooks = HookDesk()
      try await hooks.desk.openIncidents(1...1)
      try await hooks.add("ops", receiver.url())
      try await hooks.desk.lead(1, to: "acknowledged")
      try await hooks.round()
      #expect(receiver.kinds == ["incident.acknowledged"])
    }
  }

  @Test func `for a day two secrets sign`() async throws {
    try await Receiver.run { receiver in
      let hooks = HookDesk()
      let first = try await hooks.add("ops", receiver.url()).secret ?? ""
      let answer = try await hooks.desk.post("/webhooks/1/rotate-secret")
      let second = try answer.read(WebhookDocument.self).secret ?? ""
      #expect(first != second)
      try await hooks.desk.openIncidents(1...1)
      try await hooks.round()
      let post = try #require(receiver.posts.first)
      #expect(post.headers["webhook-signature"] == post.signatures(by: second, first))
      try await TestDatabase.current.fastForward(seconds: 86_401)
      try await hooks.desk.lead(1, to: "acknowledged")
      try await hooks.round()
      let later = try #require(receiver.posts.last)
      #expect(later.headers["webhook-signature"] == later.signatures(by: second))
    }
  }

  @Test func `a test message takes the same way`() async throws {
    try await Receiver.run { receiver in
      let hooks = HookDesk()
      try await hooks.add("ops", receiver.url())
      let answer = try await hooks.desk.post("/webhooks/1/test")
      #expect(answer.status == 202)
      try await hooks.round()
      let post = try #require(receiver.posts.first)
      #expect(post.kind == "webhook.test")
      #expect(try await hooks.deliveries().map(\.status) == ["delivered"])
      #expect(try answer.read(DeliveryDocument.self).messageId == post.id)
    }
  }

  @Test func `the running service finds what happens by itself`() async throws {
    try await Receiver.run { receiver in
      let hooks = HookDesk()
      try await hooks.add("ops", receiver.url())
      let courier = hooks.courier
      let running = Task { try await courier.run() }
      try await hooks.desk.openIncidents(1...3)
      #expect(await eventually { receiver.posts.count == 3 })
      running.cancel()
      _ = await running.result
    }
  }
}
