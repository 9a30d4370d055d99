import DatabaseTesting
import Postgres
import Testing

/// `reporting.metrics`: any time, any zone, as of any instant.
@Suite(.database, .timeLimit(.minutes(2))) struct MetricsTests {
  private static let june = "'2026-06-01Z', '2026-06-05Z'"

  @Test func `a bucket has what was worked out by hand`() async throws {
    try await History.week()
    let values = try await Report.ask(
      """
      SELECT metric, unit, n, value, median, p90, max
      FROM reporting.metrics('2026-06-01Z', '2026-06-05Z', bucket => 'all')
      WHERE metric NOT LIKE 'sla%' AND metric NOT LIKE '%business'
      """)
    #expect(
      values == [
        "(tickets_created,tickets,3,3,,,)", "(tickets_reopened,tickets,1,1,,,)",
        "(tickets_opened,tickets,4,4,,,)", "(tickets_closed,tickets,3,3,,,)",
        "(ticket_backlog,tickets,7,1,,,)", "(incidents_created,incidents,3,3,,,)",
        "(incidents_reopened,incidents,1,1,,,)", "(incidents_opened,incidents,4,4,,,)",
        "(incidents_closed,incidents,3,3,,,)", "(incidents_merged,incidents,1,1,,,)",
        "(incident_backlog,incidents,7,1,,,)", "(first_response,seconds,2,1200,1200,1680,1800)",
        "(tickets_unanswered,seconds,1,266400,266400,266400,266400)",
        "(ticket_resolution,seconds,2,109800,109800,168840,183600)",
        "(ticket_reopen_rate,ratio,2,0.5,,,)", "(triage_kept,ratio,3,0.6666666666666666,,,)",
        "(escalation_lag,seconds,2,3,3,3.8,4)", "(mtta,seconds,2,83248,83248,149606.4,166196)",
        "(incidents_unacknowledged,seconds,0,,,,)",
        "(mttr_resolve,seconds,1,93600,93600,93600,93600)", "(reopen_rate,ratio,1,1,,,)",
      ])
  }

  @Test func `the same question about the same past has the same answer`() async throws {
    let calendar = try await History.officeHours()
    try await History.weekUntilMerge()
    try await History.promise(
      1, "resolution", calendar: calendar, from: "06-01 09:00", active: "{[2026-06-01 09:00Z,)}",
      due: "06-03 13:00")
    try await History.promise(
      2, "resolution", calendar: calendar, from: "06-01 10:00",
      active: "{[2026-06-01 10:00Z,)}", due: "06-02 11:00")
    let asOf = "'2026-06-01Z', '2026-06-05Z', as_of => '2026-06-03 08:50Z'"
    let then = try await Report.metrics(asOf)
    #expect(try await Report.metrics(Self.june) == then)
    // Edited, merged, resolved, reopened: by the clocks as well as by the ledger.
    try await History.weekAfterMerge()
    try await History.ticket(
      1, "changed", at: "06-04 08:00", from: #"{"category": "network", "priority": "high"}"#,
      to: #"{"category": "security", "priority": "low"}"#)
    try await History.move(1, from: "resolved", to: "open", at: "06-04 08:30")
    try await History.say(2, "public", by: "ann", at: "06-04 09:00")
    try await TestDatabase.current.owner.execute(
      """
      UPDATE response.sla_clocks
      SET active = '{[2026-06-01 09:00Z,2026-06-03 12:00Z),[2026-06-04 08:30Z,)}',
        due_at = '2026-06-04 10:30Z'
      WHERE subject_id = 1
      """)
    try await History.stopClock(at: "06-04 12:00")
    #expect(try await Report.metrics(asOf) == then)
    #expect(try await Report.metrics(Self.june) != then)
  }

  @Test func `as of an instant there is what had happened by then`() async throws {
    try await History.week()
    for (instant, mtta) in [
      ("06-01 09:05:01", [("06-01", 0, "")]), ("06-01 09:05:02", [("06-01", 1, "300")]),
      ("06-03 08:50", [("06-01", 1, "300"), ("06-03", 1, "600")]),
      ("06-03 09:00", [("06-01", 2, "83248"), ("06-03", 0, "")]),
    ] {
      let buckets = try await Report.metric(
        "mtta", "\(Self.june), as_of => '2026-\(instant)Z'")
      for (day, n, value) in mtta {
        #expect(buckets.contains("(\"\(day) 00:00\",\(n),\(value))"), "as of \(instant)")
      }
    }
  }

  @Test func `what nobody acknowledges is a number and an age, and no zero`() async throws {
    try await History.weekUntilMerge()
    let missing = try await Report.ask(
      """
      SELECT n, value, max
      FROM reporting.metrics('2026-06-01Z', '2026-06-05Z', bucket => 'all')
      WHERE metric = 'incidents_unacknowledged'
      """)
    // From 10:30:04 on Monday to 08:50 on Wednesday.
    #expect(missing == ["(1,166796,166796)"])
    #expect(
      try await Report.metric("mtta", "\(Self.june), bucket => 'all'")
        == [#"("06-01 00:00",2,450)"#])
  }

  @Test(arguments: [
    (
      "Europe/London", "2026-03-28Z", "2026-03-31 00:00+01",
      [#"("03-28 00:00",1,1)"#, #"("03-29 00:00",0,0)"#, #"("03-29 23:00",1,1)"#]
    ),
    (
      "Europe/London", "2026-03-29Z", "2026-03-30 12:00Z",
      [#"("03-29 00:00",0,0)"#, #"("03-29 23:00",1,1)"#]
    ),
    ("UTC", "2026-03-29Z", "2026-03-31Z", [#"("03-29 00:00",1,1)"#, #"("03-30 00:00",0,0)"#]),
    (
      "America/New_York", "2026-03-28 12:00Z", "2026-03-30 04:00Z",
      [#"("03-28 12:00",1,1)"#, #"("03-29 04:00",1,1)"#]
    ),
  ])
  func `a day is one of the zone, also where the clock changes`(
    zone: String, from: String, to: String, expected: [String]
  ) async throws {
    try await History.create(1, "low", "software", at: "03-28 23:30")
    try await History.create(2, "low", "software", at: "03-29 23:30")
    try await History.stopClock(at: "04-01 00:00")
    #expect(
      try await Report.metric("tickets_created", "'\(from)', '\(to)', '\(zone)'") == expected)
  }

  @Test(arguments: [
    ("day", 14), ("week", 3), ("month", 2), ("quarter", 1), ("year", 1), ("all", 1),
  ])
  func `buckets are cut at both ends, and leave nothing out`(
    bucket: String, count: Int
  ) async throws {
    try await History.week()
    let whole = try await Report.ask(
      """
      SELECT count(*), min(bucket_start), max(bucket_end), sum(bucket_end - bucket_start), sum(n)
      FROM reporting.metrics('2026-05-24Z', '2026-06-07Z', 'UTC', '\(bucket)')
      WHERE metric = 'tickets_created'
      """)
    #expect(
      whole == [
        "(\(count),\"2026-05-24 00:00:00+00\",\"2026-06-07 00:00:00+00\",\"14 days\",3)"
      ])
  }

  @Test func `a backlog is what stands at the end of a bucket, with what was before`()
    async throws
  {
    try await History.week()
    #expect(
      try await Report.metric("ticket_backlog", "'2026-06-02Z', '2026-06-07Z'") == [
        #"("06-02 00:00",1,2)"#, #"("06-03 00:00",3,1)"#, #"("06-04 00:00",0,1)"#,
        // Nobody knows yet.
        #"("06-05 00:00",0,)"#, #"("06-06 00:00",0,)"#,
      ])
  }

  @Test(arguments: [
    ("'2026-06-02Z', '2026-06-01Z'", "from must be before to"),
    ("'2026-06-01Z', '2026-06-01Z'", "from must be before to"),
    ("'2026-06-01Z', NULL", "from, to, tz, bucket and as_of must be given"),
    ("'-infinity', '2026-06-01Z'", "from, to and as_of must be instants"),
    ("'1990-06-01Z', '2026-06-01Z'", "from and to are more than 4,000 days apart"),
    ("'2026-06-01Z', '2026-06-02Z', 'Europe/Nowhere'", "there is no time zone"),
    ("'2026-06-01Z', '2026-06-02Z', '+5'", "tz must be UTC or an IANA name"),
    ("'2026-06-01Z', '2026-06-02Z', 'UTC', 'hour'", "bucket must be day, week, month"),
    ("'2026-06-01Z', '2026-06-02Z', as_of => '2030-01-01Z'", "as_of must not be in the future"),
  ])
  func `a question without an answer is refused in words`(
    arguments: String, words: String
  ) async throws {
    let error = await #expect(throws: DatabaseError.self) { try await Report.metrics(arguments) }
    #expect(error?.message.hasPrefix(words) == true, "\(String(describing: error))")
  }
}
