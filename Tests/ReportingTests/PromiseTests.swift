import DatabaseTesting
import Postgres
import Testing

/// What of the SLA and of webhooks is reported.
@Suite(.database, .timeLimit(.minutes(1))) struct PromiseTests {
  /// Seven promises of the first day: two kept, two broken, one of them still running, and three
  /// that do not count.
  init() async throws {
    try await History.create(1, "high", "network", at: "06-01 09:00")
    let until = { (end: String) in "{[2026-06-01 09:00Z,\(end))}" }
    let resolutions: [(id: Int, active: String, due: String?)] = [
      (1, until("2026-06-01 10:00Z"), "06-01 10:00"), (2, until("2026-06-01 09:30Z"), nil),
      (3, until("2026-06-01 10:00:01Z"), "06-01 10:00"), (4, until(""), "06-02 09:00"),
      (5, until(""), "06-09 09:00"),
    ]
    for (id, active, due) in resolutions {
      try await History.promise(
        id, "resolution", from: "06-01 09:00", active: active, due: due)
    }
    try await History.promise(
      6, "resolution", from: "06-01 09:00", active: until(""), paused: until(""), due: nil)
    try await History.promise(
      7, "resolution", from: "06-01 09:00", active: until(""), due: "06-01 10:00",
      cancelled: "06-01 09:30")
    try await History.stopClock(at: "06-03 12:00")
  }

  @Test func `compliance is of what was kept and what was broken`() async throws {
    let compliance = try await Report.ask(
      """
      SELECT day, n, met, breached, left_out, compliance_ratio
      FROM reporting.sla_compliance
      WHERE subject = 'ticket' AND metric = 'resolution' ORDER BY day
      """)
    #expect(
      compliance == [
        "(2026-06-01,4,2,2,3,0.5)", "(2026-06-02,0,0,0,0,)", "(2026-06-03,0,0,0,0,)",
      ])
    let kinds = try await Report.ask(
      "SELECT DISTINCT subject, metric FROM reporting.sla_compliance WHERE n > 0")
    #expect(kinds == ["(ticket,resolution)"])
  }

  @Test(arguments: [
    ("06-01 09:29", 0, ""), ("06-01 09:31", 1, "1"), ("06-01 10:00:30", 3, "0.6666666666666666"),
    ("06-02 09:00", 3, "0.6666666666666666"), ("06-02 09:00:01", 4, "0.5"),
  ])
  func `a promise is kept when it was done, and broken when it was due`(
    instant: String, n: Int, ratio: String
  ) async throws {
    for metric in ["sla_compliance", "sla_resolution"] {
      let said = try await Report.metric(
        metric, "'2026-06-01Z', '2026-06-02Z', as_of => '2026-\(instant)Z'")
      #expect(said == ["(\"06-01 00:00\",\(n),\(ratio))"], "\(metric)")
    }
  }

  @Test func `what was kept was kept then, whatever has been reopened since`() async throws {
    try await History.promise(
      8, "resolution", from: "06-02 09:00",
      active: "{[2026-06-02 09:00Z,2026-06-02 09:30Z),[2026-06-03 09:00Z,)}", due: "06-03 10:00")
    for (instant, said) in [
      ("06-02 09:15", "0,"), ("06-02 12:00", "1,1"), ("06-03 09:30", "0,"), ("06-03 11:00", "1,0"),
    ] {
      let compliance = try await Report.metric(
        "sla_resolution", "'2026-06-02Z', '2026-06-03Z', as_of => '2026-\(instant)Z'")
      #expect(compliance == ["(\"06-02 00:00\",\(said))"], "as of \(instant)")
    }
  }

  @Test func `a webhook has the messages of each day, and how long they took`() async throws {
    let owner = TestDatabase.current.owner
    try await owner.execute(
      """
      INSERT INTO response.webhooks (name, url, format, secret)
      VALUES ('chat', 'https://example.org', 'generic', 'secret')
      """)
    try await owner.execute(
      """
      INSERT INTO response.deliveries
        (webhook_id, kind, event_id, attempts, created_at, delivered_at, died_at, last_error)
      SELECT 1, 'incident.opened', number, attempts, '2026-06-01 10:00Z',
        timestamptz '2026-06-01 10:00Z' + make_interval(secs => seconds),
        CASE WHEN is_dead THEN timestamptz '2026-06-02 10:00Z' END,
        CASE WHEN is_dead THEN 'the endpoint answers 500' END
      FROM (
        VALUES (1, 1, 2, false), (2, 3, 10, false), (3, 1, NULL, false), (4, 7, NULL, true)
      ) AS delivery (number, attempts, seconds, is_dead)
      """)
    let health = try await Report.ask(
      """
      SELECT day, webhook, queued, n, dead, waiting, delivered_ratio, mean_attempts, mean_seconds,
        median_seconds, p90_seconds, max_seconds
      FROM reporting.delivery_health ORDER BY day
      """)
    #expect(
      health == [
        "(2026-06-01,chat,4,2,1,1,0.6666666666666666,3,6,6,9.2,10)",
        "(2026-06-02,chat,0,0,0,0,,,,,,)", "(2026-06-03,chat,0,0,0,0,,,,,,)",
      ])
  }
}
