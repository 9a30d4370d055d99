import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Relay

/// Keepers that are many, killed, or given nonsense.
@Suite(.database, .timeLimit(.minutes(3))) struct SLAKeeperRaceTests {
  private func count(_ query: Query) async throws -> Int {
    try #require(try await SLADatabase.owner.value(query))
  }

  private static let breaches: Query = """
    SELECT count(*)::integer
    FROM ledger.events
    WHERE kind = 'ticket.sla_breached'
    """

  private func clocks() async throws -> Int {
    try await count("SELECT count(*)::integer FROM response.sla_clocks")
  }

  /// A trigger that has every statement on the place fail.
  private func breakPlace() async throws {
    try await SLADatabase.owner.execute(
      """
      CREATE FUNCTION public.refuse_place() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN RAISE EXCEPTION 'killed'; END $$
      """)
    try await SLADatabase.owner.execute(
      """
      CREATE TRIGGER place_is_broken BEFORE UPDATE ON response.sla_place
      FOR EACH ROW EXECUTE FUNCTION public.refuse_place()
      """)
  }

  @Test func `keepers side by side apply each event once, and write each breach once`()
    async throws
  {
    try await SLALedger.makePolicies()
    try await SLADatabase.owner.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, at, actor, after)
      SELECT 'ticket.created', id, timestamptz '2026-06-01T09:00:00Z', 'bob',
        '{"priority": "low", "category": "software", "status": "open"}'
      FROM generate_series(1, 2500) AS id
      """)
    for id in Int64(1)...20 {
      try await SLALedger.move(id, from: "open", to: "resolved", at: "2026-06-01 10:00")
    }
    try await SLADatabase.stopClock(at: SLADatabase.at("2026-06-02 09:00"))
    let database = SLADatabase.incidents
    let isKept = try await eventually(within: .seconds(40)) {
      try await withThrowingTaskGroup { group in
        for _ in 0..<4 { group.addTask { try await SLAKeeper(database).keep() } }
        try await group.waitForAll()
      }
      return try await SLALedger.isAtEnd()
    }
    #expect(isKept)
    #expect(try await clocks() == 5_000)
    #expect(try await count(Self.breaches) == 4_960)
    let distinct: Query = """
      SELECT count(DISTINCT (ticket_id, after ->> 'metric'))::integer
      FROM ledger.events
      WHERE kind = 'ticket.sla_breached'
      """
    #expect(try await count(distinct) == 4_960)
    #expect(try await SLALedger.failures() == [])
  }

  @Test func `what a killed keeper had in hand is done by the next one`() async throws {
    try await SLALedger.makePolicies()
    try await SLALedger.create()
    try await SLALedger.move(from: "open", to: "resolved", at: "2026-06-01 10:00")
    try await breakPlace()
    let keeper = SLAKeeper(SLADatabase.incidents)
    let isBroken = await eventually(within: .seconds(40)) {
      do {
        try await keeper.keep()
        return false
      } catch { return true }
    }
    #expect(isBroken)
    #expect(try await clocks() == 0)
    try await SLADatabase.owner.execute("DROP TRIGGER place_is_broken ON response.sla_place")
    try await SLALedger.keep()
    let clocks = try await SLADatabase.clocks(at: SLADatabase.at("2026-06-01 11:00"))
    #expect(clocks.map(\.state) == [.met, .met])
  }

  @Test func `one bad event stops no other one, and is kept`() async throws {
    try await SLALedger.makePolicies()
    try await SLALedger.create(1)
    try await SLALedger.create(2)
    try await SLALedger.move(1, from: "open", to: "asleep", at: "2026-06-01 10:00")
    try await SLALedger.move(2, from: "open", to: "resolved", at: "2026-06-01 10:00")
    // Due when no calendar has a date any more.
    try await SLADatabase.owner.execute(
      """
      INSERT INTO ledger.events (kind, ticket_id, at, actor, after)
      VALUES ('ticket.created', 3, '294276-12-31T23:59:00Z', 'bob', '{"priority": "low"}')
      """)
    try await SLALedger.create(4)
    try await SLALedger.keep()
    let failures = try await SLALedger.failures()
    #expect(failures.count == 2)
    #expect(failures.first?.contains("asleep") == true)
    let states: [String] = try await SLADatabase.owner.values(
      "SELECT subject_id || ' ' || state FROM response.sla_clocks ORDER BY subject_id, id")
    #expect(
      states == ["1 running", "1 running", "2 met", "2 met", "4 running", "4 running"])
  }

  @Test func `changes that wait for each other are applied as they happened`() async throws {
    try await SLALedger.makePolicies()
    try await SLALedger.create()
    try await SLALedger.keep()
    let begin: Query = "SELECT pg_current_xact_id()::text"
    // Whoever resumes the ticket began before whoever has it wait, and waited for him; and somebody
    // who began in between is still at it.
    let (late, between) = (
      Connection(TestDatabase.current.settings()), Connection(TestDatabase.current.settings())
    )
    try await late.execute("BEGIN")
    _ = try await late.value(begin) as String?
    try await between.transaction { other in
      _ = try await other.value(begin) as String?
      try await SLALedger.move(from: "open", to: "waiting", at: "2026-06-01 10:00")
      try await SLALedger.move(from: "waiting", to: "open", at: "2026-06-01 12:00", late)
      try await late.execute("COMMIT")
      let keeper = SLAKeeper(SLADatabase.incidents)
      let isTold = try await eventually(within: .seconds(40)) {
        try await keeper.keep()
        return try await count("SELECT count(*)::integer FROM response.sla_turns") == 1
      }
      #expect(isTold)
      #expect(try await SLALedger.isAtEnd() == false)
    }
    await late.close()
    await between.close()
    try await SLALedger.keep()
    let clocks = try await SLADatabase.clocks(at: SLADatabase.at("2026-06-01 12:30"))
    #expect(clocks.map(\.state) == [.running, .running])
    #expect(clocks.map(\.elapsed) == [.hours(1.5), .hours(1.5)])
  }

  @Test func `nothing is noticed while another keeper is at it`() async throws {
    try await SLALedger.makePolicies()
    try await SLALedger.create()
    try await SLALedger.keep()
    try await SLALedger.move(from: "open", to: "resolved", at: "2026-06-01 10:00")
    try await SLADatabase.stopClock(at: SLADatabase.at("2026-06-02 09:00"))
    let keeper = SLAKeeper(SLADatabase.incidents)
    try await SLADatabase.owner.transaction { other in
      try await other.execute("SELECT FROM response.sla_place FOR SHARE")
      try await keeper.keep()
    }
    try await SLALedger.keep(at: "2026-06-02 09:00")
    #expect(try await count(Self.breaches) == 0)
  }

  @Test func `a breach is an event, written once`() async throws {
    try await SLALedger.makePolicies()
    try await SLALedger.create()
    try await SLALedger.say("public", by: "ann", at: "2026-06-01 09:30")
    try await SLALedger.keep(at: "2026-06-01 17:00")
    try await SLALedger.keep(at: "2026-06-01 17:01")
    try await SLALedger.keep(at: "2026-06-01 18:00")
    let events: [JSONText] = try await SLADatabase.owner.values(
      """
      SELECT after - 'policy'
      FROM ledger.events
      WHERE kind = 'ticket.sla_breached'
        AND ticket_id = 1
        AND incident_id IS NULL
        AND actor = 'sla'
      ORDER BY id
      """)
    #expect(
      events.map(\.text) == [
        """
        {"due_at": "2026-06-01T17:00:00.000000Z", "metric": "resolution", "target": 28800, \
        "noticed_at": "2026-06-01T17:01:00.000000Z"}
        """
      ])
  }

  @Test func `the service keeps the clocks in its own time`() async throws {
    try await SLALedger.makePolicies()
    try await running(SLAKeeper(SLADatabase.incidents)) {
      try await SLALedger.create()
      #expect(try await eventually(within: .seconds(40)) { try await clocks() == 2 })
    }
  }
}
