/// What is promised in a demo, and which tickets become incidents: published before its first day.
enum DemoPromises {
  /// Publishes all of it.
  static func publish(by client: DemoClient) async throws {
    let manager = DemoPeople.manager
    let office = try await client.publish(
      "/sla/calendars",
      """
      {"name": "Office hours", "zone": "\(DemoCalendar.zone)", "windows": ["mon-fri 09:00-17:30"],
        "note": "When somebody is in"}
      """, as: manager)
    let always = try await client.publish(
      "/sla/calendars",
      """
      {"name": "Always", "zone": "UTC", "windows": ["mon-sun 00:00-00:00"],
        "note": "For what cannot wait"}
      """, as: manager)
    for policy in policies {
      _ = try await client.publish(
        "/sla/policies",
        """
        {\(policy.members), "priorities": ["\(policy.priority)"], "note": "Agreed upon",
          "calendar": \(policy.priority == "high" ? always : office)}
        """, as: manager)
    }
    _ = try await client.publish(
      "/escalation/rules",
      """
      {"name": "Network alarms", "categories": ["network"],
        "sources": ["\(DemoPeople.monitoring)"], "several": \(DemoScript.alarms),
        "within_seconds": \(DemoScript.alarmSeconds), "severity": "high",
        "note": "One alarm may be an error; many are none"}
      """, as: manager)
  }

  private static let policies: [(priority: String, members: String)] = [
    ("high", ticket("High", 3_600, 28_800)), ("medium", ticket("Medium", 7_200, 57_600)),
    ("low", ticket("Low", 14_400, nil)), ("high", incident("High", 900, 14_400)),
    ("medium", incident("Medium", 3_600, 28_800)), ("low", incident("Low", 14_400, 86_400)),
  ]

  /// What is promised of tickets: seconds until they are answered, and until they are resolved,
  /// unless nobody knows how long that takes.
  private static func ticket(_ name: String, _ answer: Int, _ resolution: Int?) -> String {
    let members = """
      "name": "\(name) tickets of the office", "subject": "ticket", "paused_in": ["waiting"], \
      "first_response": \(answer)
      """
    return members + (resolution.map { ", \"resolution\": \($0)" } ?? "")
  }

  /// What is promised of incidents: seconds until somebody looks, and until they are resolved.
  private static func incident(_ name: String, _ look: Int, _ resolution: Int) -> String {
    """
    "name": "\(name) incidents of the office", "subject": "incident", \
    "acknowledgement": \(look), "resolution": \(resolution)
    """
  }
}
