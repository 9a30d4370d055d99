import DatabaseTesting
import Foundation
import ServiceTesting
import Testing
import WebhookReceiver

/// A night at the desk, hours of it within seconds: the clock of the database stands still, and the
/// test puts it forward. All figures are worked out by hand.
///
/// | time  | what |
/// |-------|------|
/// | 22:00 | phishing is reported, and an incident opens |
/// | 22:05 | step 1 tells on-call |
/// | 22:15 | step 2 tells the boss; nobody has acknowledged within a quarter of an hour |
/// | 22:20 | ann acknowledges |
/// | 22:30 | a note |
/// | 23:00 | resolved, after an hour |
/// | 23:30 | reopened |
/// | 23:31 | acknowledged again, before the step of 23:35 |
/// | 00:00 | resolved, after another half-hour, with its ticket |
/// | 00:10 | closed |
@Suite(.database, .timeLimit(.minutes(2))) struct NightTests {
  private static let allowance = ["SWEEP_INTERVAL": "0.2", "WEBHOOK_ALLOW_PRIVATE": "true"]

  @Test func `an incident that nobody acknowledges at first, until it is closed`() async throws {
    try await Receiver.run { onCall in
      try await Receiver.run { boss in
        try await DeskQueries.setClock(to: "2027-03-01 22:00Z")
        var desk = try await Desk.start(Self.allowance)
        try await tellWhom(onCall, boss, desk)
        try await desk.reportPhishing(1)
        #expect(try await eventually { try await DeskQueries.incidentCount() == 1 })

        try await DeskQueries.setClock(to: "2027-03-01 22:05Z")
        #expect(await eventually { told(onCall) == ["step 1 of round 1"] })
        #expect(await desk.incidents.end(by: SIGKILL) == SIGKILL)
        try await DeskQueries.setClock(to: "2027-03-01 22:15Z")
        desk.incidents = try await Desk.startIncidents(Self.allowance)
        #expect(await eventually { told(boss) == ["step 2 of round 1"] })
        #expect(told(onCall) == ["step 1 of round 1"])

        try await work(desk)
        try await expectStory(desk)
        try await expectClocks(desk)
        #expect(told(onCall) == ["step 1 of round 1"])
        #expect(told(boss) == ["step 2 of round 1"])
        #expect(
          onCall.posts.allSatisfy { $0.headers["webhook-signature"]?.hasPrefix("v1,") == true })
        await desk.stop()
      }
    }
  }

  /// Two endpoints, which are told of nothing but escalations, and a policy with a step for each.
  private func tellWhom(_ onCall: Receiver, _ boss: Receiver, _ desk: Desk) async throws {
    for (name, receiver) in [("on-call", onCall), ("boss", boss)] {
      try await Desk.post(
        "/webhooks",
        """
        {"name": "\(name)", "url": "\(receiver.url())", "kinds": ["incident.escalation_exhausted"]}
        """,
        to: desk.incidents)
    }
    try await Desk.post(
      "/escalation/policies",
      """
      {"name": "Night", "severities": ["high"], "note": "A test", "steps": [
        {"delay_seconds": 300, "tell": ["on-call"]}, {"delay_seconds": 600, "tell": ["boss"]}]}
      """, to: desk.incidents)
  }

  /// From the acknowledgement to the end.
  private func work(_ desk: Desk) async throws {
    func at(_ time: String, _ path: String, _ body: String = "{}") async throws {
      try await DeskQueries.setClock(to: time)
      try await Desk.post("/incidents/1/\(path)", body, to: desk.incidents)
    }
    try await at("2027-03-01 22:20Z", "acknowledge")
    try await at("2027-03-01 22:30Z", "notes", #"{"note": "The mail is out of all boxes"}"#)
    try await at("2027-03-01 23:00Z", "resolve")
    try await at("2027-03-01 23:30Z", "reopen")
    try await at("2027-03-01 23:31Z", "acknowledge")
    try await at("2027-03-02 00:00Z", "resolve", #"{"resolve_tickets": true}"#)
    try await DeskQueries.setClock(to: "2027-03-02 00:10Z")
    try await Desk.patch("/incidents/1", #"{"status": "closed"}"#, to: desk.incidents)
  }

  /// The timeline, as it is read in the morning.
  private func expectStory(_ desk: Desk) async throws {
    let story = [
      "22:00 incident.opened", "22:05 incident.escalated", "22:15 incident.escalated",
      "22:20 incident.acknowledged", "22:30 incident.noted", "23:00 incident.resolved",
      "23:30 incident.reopened", "23:31 incident.acknowledged", "00:00 incident.resolved",
      "00:10 incident.closed",
    ]
    let path = "/incidents/1/timeline"
    let told = try await items(path, desk).filter { $0["kind"] as? String != Self.breach }
    #expect(told.map { "\(time($0["at"])) \($0["kind"] as? String ?? "")" } == story)
    #expect(
      try await eventually {
        try await items(path, desk).contains { $0["kind"] as? String == Self.breach }
      })
    #expect(try await eventually { try await DeskQueries.resolvedTicketCount() == 1 })
  }

  private static let breach = "incident.sla_breached"

  /// Acknowledged within 15 minutes, resolved within four hours, was the promise.
  private func expectClocks(_ desk: Desk) async throws {
    let path = "/incidents/1/sla"
    let areKept = try await eventually {
      try await items(path, desk).allSatisfy { $0["stopped_at"] is String }
    }
    #expect(areKept)
    let clocks = try await items(path, desk)
    #expect(clocks.map { $0["metric"] as? String } == ["acknowledgement", "resolution"])
    #expect(clocks.map { $0["state"] as? String } == ["breached", "met"])
    #expect(clocks.map { time($0["due_at"]) } == ["22:15", "02:30"])
    // 22:00 to 22:20; and 22:00 to 23:00 with 23:30 to 00:00.
    #expect(clocks.map { $0["elapsed"] as? Double } == [1_200, 5_400])
    let working = try await items(path + "/explain", desk).last
    let intervals = try #require(working?["intervals"] as? [[String: Any]])
    #expect(
      intervals.map { "\(time($0["starts_at"])) to \(time($0["ends_at"]))" } == [
        "22:00 to 23:00", "23:30 to 00:00",
      ])
  }

  /// Which steps an endpoint was told of, each once, however often it was sent.
  private func told(_ receiver: Receiver) -> [String] {
    var seen: Set<String> = []
    return receiver.posts.filter { seen.insert($0.id ?? "").inserted }.map { post in
      let data = post.json["data"] as? NSDictionary
      let after = (data?["event"] as? NSDictionary)?["after"] as? NSDictionary
      return "step \(after?["step"] ?? "?") of round \(after?["round"] ?? "?")"
    }
  }

  private func items(_ path: String, _ desk: Desk) async throws -> [[String: Any]] {
    let text = try await Desk.get(path, from: desk.incidents)
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return (json?["items"] ?? json?["clocks"]) as? [[String: Any]] ?? []
  }

  /// Hours and minutes of a time in JSON.
  private func time(_ value: Any?) -> String {
    String((value as? String ?? "").dropFirst(11).prefix(5))
  }
}
