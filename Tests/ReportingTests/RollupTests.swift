import DatabaseTesting
import Postgres
import Relay
import Testing

/// Whatever is kept for reports, and however little of it: every view says what it says where
/// nothing is kept, which is what the ledger says.
@Suite(.database, .timeLimit(.minutes(2))) struct RollupTests {
  private var owner: Database { TestDatabase.current.owner }
  private var keeper: RollupKeeper {
    RollupKeeper(TestDatabase.current.connect(as: "incident_service"))
  }

  /// SLA clocks have followed the ledger so far.
  private func followClocks() async throws {
    try await owner.execute(
      """
      UPDATE response.sla_place
      SET (xid, id) = (SELECT xid, id FROM ledger.events ORDER BY xid DESC, id DESC LIMIT 1)
      """)
  }

  /// What is kept, as lines.
  private func kept() async throws -> [String] {
    try await owner.values(
      """
      SELECT 'ticket ' || id FROM rollup.tickets
      UNION ALL
      SELECT 'incident ' || id FROM rollup.incidents
      UNION ALL
      SELECT 'tickets of ' || day FROM rollup.ticket_days WHERE level = 'all'
      UNION ALL
      SELECT 'stale ' || kind || ' ' || day FROM rollup.stale_days
      ORDER BY 1
      """)
  }

  /// Every row of every view, and of `metrics` as of several instants.
  private static func everything(_ session: some Session) async throws -> [String] {
    let views: [String] = try await session.values(
      """
      SELECT relname::text
      FROM pg_class
      WHERE relnamespace = 'reporting'::regnamespace AND relkind = 'v'
      ORDER BY relname
      """)
    let instants = ["06-01 10:35", "06-02 10:30", "06-03 08:45"]
    let questions =
      views.map { "reporting.\($0)" }
      + instants.map {
        """
        reporting.metrics('2026-06-01 10:00Z', '2026-06-05Z', 'UTC', 'day', '2026-\($0)Z')
        """
      } + ["reporting.metrics('2026-06-02Z', '2026-06-05Z', 'Europe/London', 'week')"]
    var lines: [String] = []
    for question in questions {
      lines += try await session.values(
        """
        SELECT \(question) || ': ' || line::text
        FROM \(unsafe: question) AS line
        ORDER BY line::text
        """)
    }
    return lines
  }

  /// The same where nothing is kept.
  private func everythingUnkept() async throws -> [String] {
    do {
      try await owner.transaction { transaction in
        try await transaction.execute(
          """
          TRUNCATE rollup.tickets, rollup.incidents, rollup.flow_days, rollup.ticket_days,
            rollup.triage_days, rollup.incident_days, rollup.promise_days, rollup.stale_days
          """)
        try await transaction.execute("UPDATE rollup.place SET xid = '0', id = 0")
        throw Found(lines: try await Self.everything(transaction))
      }
      return []
    } catch let found as Found {
      return found.lines
    }
  }

  /// What was found in a transaction that is not to be kept.
  private struct Found: Error {
    let lines: [String]
  }

  /// Asks both ways, and returns the lines that differ.
  private func differences() async throws -> [String] {
    let here = try await Self.everything(owner)
    let there = try await everythingUnkept()
    #expect(here.count > 100)
    return Set(here).symmetricDifference(there).sorted()
  }

  @Test func `what is kept changes no report, while it is worked out and while it grows`()
    async throws
  {
    try await History.weekUntilMerge()
    try await History.promise(
      1, "resolution", from: "06-01 09:00", active: "{[2026-06-01 09:00Z,2026-06-01 11:00Z)}",
      due: "06-01 12:00")
    try await History.promise(
      3, "resolution", from: "06-03 08:00", active: "{[2026-06-03 08:00Z,)}", due: "06-03 09:30")
    #expect(try await differences() == [])
    try await followClocks()
    #expect(try await TestDatabase.current.settle())
    // Batch by batch, and after each.
    let incidents = TestDatabase.current.connect(as: "incident_service")
    var batches = 0
    while try await incidents.value("SELECT report_internals.keep_lives(4)") == 4 {
      batches += 1
      #expect(try await differences() == [])
    }
    #expect(batches > 3)
    while try await incidents.value("SELECT report_internals.keep_days(2)") != 0 {
      #expect(try await differences() == [])
    }
    #expect(try await kept().count { $0.hasPrefix("stale") } == 0)
    #expect(try await kept().contains("tickets of 2026-06-01"))
    // What happens then is in reports at once, and a promise is broken by time alone.
    try await History.weekAfterMerge()
    try await History.stopClock(at: "06-04 12:00")
    #expect(try await differences() == [])
    try await followClocks()
    #expect(try await TestDatabase.current.settle())
    try await keeper.keep(upTo: 5)
    #expect(try await differences() == [])
    #expect(try await kept().count { $0.hasPrefix("stale") } == 0)
    #expect(try await kept().contains("incident 3"))
  }

  @Test func `a clock that changes makes its day again`() async throws {
    try await History.week()
    try await History.promise(
      1, "resolution", from: "06-01 09:00", active: "{[2026-06-01 09:00Z,)}", due: "06-30 12:00")
    try await followClocks()
    #expect(try await TestDatabase.current.settle())
    try await keeper.keep()
    #expect(try await kept().count { $0.hasPrefix("stale") } == 0)
    try await owner.execute(
      "UPDATE response.sla_clocks SET active = '{[2026-06-01 09:00Z,2026-06-02 09:00Z)}'")
    #expect(try await kept().contains("stale promise 2026-06-01"))
    #expect(try await differences() == [])
    try await keeper.keep()
    #expect(try await kept().count { $0.hasPrefix("stale") } == 0)
    #expect(try await differences() == [])
  }

  @Test func `nothing is kept that SLA clocks have not followed`() async throws {
    try await History.week()
    #expect(try await TestDatabase.current.settle())
    try await keeper.keep()
    #expect(try await kept().count { $0.hasPrefix("ticket ") } == 0)
    try await followClocks()
    try await keeper.keep()
    #expect(try await kept().count { $0.hasPrefix("ticket ") } == 3)
  }

  @Test func `other definitions make everything again`() async throws {
    try await History.week()
    try await followClocks()
    #expect(try await TestDatabase.current.settle())
    try await keeper.keep()
    let connection = Connection(TestDatabase.current.settings())
    let migrator = Migrator(folder: MigrationsFolder.path)
    _ = try await migrator.migrate(connection)
    #expect(try await kept().contains("ticket 1"))
    try await owner.execute("UPDATE rollup.place SET definitions = 'others'")
    _ = try await migrator.migrate(connection)
    await connection.close()
    #expect(try await kept() == [])
    #expect(try await differences() == [])
  }
}
