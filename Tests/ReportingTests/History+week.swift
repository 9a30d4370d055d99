extension History {
  /// Four days, of which everything is worked out by hand in these tests. On the third day, after
  /// 08:50, incident 3 is merged into incident 2.
  static func week() async throws {
    try await weekUntilMerge()
    try await weekAfterMerge()
    try await stopClock(at: "06-04 12:00")
  }

  /// Everything up to the third day, 08:50, at which the clock is stopped.
  static func weekUntilMerge() async throws {
    try await monday()
    try await tuesday()
    try await create(3, "low", "hardware", at: "06-03 08:00")
    try await say(3, "public", by: "ann", at: "06-03 08:10")
    try await open(3, of: 3, "low", at: "06-03 08:30", since: "06-03 08:30", byRule: false)
    try await incident(
      3, of: 3, "acknowledged", at: "06-03 08:40", from: #"{"status": "open"}"#,
      to: #"{"status": "acknowledged", "acknowledged_at": "2026-06-03T08:40:00Z"}"#)
    try await stopClock(at: "06-03 08:50")
  }

  /// Ticket 1 and its incident are resolved; ticket 2 is sorted anew, raised, and led to another.
  private static func monday() async throws {
    try await create(1, "high", "network", at: "06-01 09:00")
    try await open(1, of: 1, "high", at: "06-01 09:00:02", since: "06-01 09:00")
    try await incident(
      1, of: 1, "acknowledged", at: "06-01 09:05:02", from: #"{"status": "open"}"#,
      to: #"{"status": "acknowledged", "acknowledged_at": "2026-06-01T09:05:02Z"}"#)
    try await say(1, "public", by: "ann", at: "06-01 09:30")
    try await create(2, "low", "software", at: "06-01 10:00", by: "default")
    try await incident(
      1, of: 1, "resolved", at: "06-01 10:00:02", from: #"{"status": "acknowledged"}"#,
      to: #"{"status": "resolved", "resolved_at": "2026-06-01T10:00:02Z"}"#)
    try await ticket(
      2, "changed", at: "06-01 10:30", from: #"{"category": "software", "priority": "low"}"#,
      to: #"{"category": "hardware", "priority": "high"}"#)
    try await open(2, of: 2, "high", at: "06-01 10:30:04", since: "06-01 10:30")
    try await say(2, "internal", by: "ann", at: "06-01 10:40")
    try await say(2, "public", by: "bob", at: "06-01 10:50")
    try await move(1, from: "open", to: "resolved", at: "06-01 11:00")
  }

  /// Ticket 1 and its incident are back; the incident is resolved on the same day.
  private static func tuesday() async throws {
    try await incident(
      1, of: 1, "reopened", at: "06-02 09:00",
      from: #"{"status": "resolved", "resolved_at": "2026-06-01T10:00:02Z"}"#,
      to: #"{"status": "open", "resolved_at": null}"#)
    try await move(1, from: "resolved", to: "in_progress", at: "06-02 10:00")
    try await incident(
      1, of: 1, "resolved", at: "06-02 11:00:02", from: #"{"status": "open"}"#,
      to: #"{"status": "resolved", "resolved_at": "2026-06-02T11:00:02Z"}"#)
    try await incident(
      2, of: 2, "assigned", at: "06-02 12:00", from: #"{"assignee": null}"#,
      to: #"{"assignee": "ann"}"#)
  }

  /// The rest, with the merge; the clock stays where it is.
  static func weekAfterMerge() async throws {
    try await incident(
      3, of: 3, "merged", at: "06-03 09:00",
      from: #"{"status": "acknowledged", "acknowledged_at": "2026-06-03T08:40:00Z"}"#,
      to: #"{"status": "closed", "acknowledged_at": null, "merged_into": 2}"#)
    try await incident(
      2, of: 2, "absorbed", at: "06-03 09:00", from: #"{"status": "open"}"#,
      to: """
        {"status": "acknowledged", "acknowledged_at": "2026-06-03T08:40:00Z", "absorbed": 3}
        """)
    try await move(3, from: "open", to: "waiting", at: "06-03 09:10")
    try await move(1, from: "in_progress", to: "resolved", at: "06-03 12:00")
    try await move(3, from: "waiting", to: "closed", at: "06-03 18:00")
  }
}
