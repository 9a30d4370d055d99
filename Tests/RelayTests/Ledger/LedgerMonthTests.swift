import DatabaseTesting
import Postgres
import Testing

@testable import Relay

/// The parts of the ledger: whatever is made, moved or missing, each event is there once.
@Suite(.database, .timeLimit(.minutes(1))) struct LedgerMonthTests {
  private var owner: Database { RelayDatabase.owner }
  private var incidents: Database { RelayDatabase.incidents }

  private func write(_ times: String...) async throws {
    for time in times {
      try await owner.execute(
        """
        INSERT INTO ledger.events (kind, ticket_id, actor, at)
        VALUES ('ticket.created', 1, 'a', \(time)::timestamptz)
        """)
    }
  }

  /// In which part each event stands, in the order of the feed.
  private func parts() async throws -> [String] {
    try await owner.values(
      "SELECT tableoid::regclass::text FROM ledger.events ORDER BY xid, id")
  }

  private func setClock(_ time: String) async throws {
    try await owner.execute(
      """
      CREATE OR REPLACE FUNCTION public.clock_now() RETURNS timestamptz
      LANGUAGE sql STABLE PARALLEL SAFE
      RETURN timestamptz '\(unsafe: time)'
      """)
  }

  @Test func `this month and the next two are made ahead, by Greenwich`() async throws {
    try await setClock("2031-11-30T23:59:59.999999Z")
    #expect(try await LedgerMonthQueries.make(incidents) == 3)
    #expect(try await LedgerMonthQueries.make(incidents) == 0)
    try await write(
      "2031-10-31T23:59:59.999999Z", "2031-11-01T00:00:00Z", "2031-12-01T00:59:59+01:00",
      "2031-12-01T00:00:00Z", "2032-01-31T23:59:59.999999Z", "2032-02-01T00:00:00Z")
    #expect(
      try await parts() == [
        "ledger.events_default", "ledger.events_2031_11", "ledger.events_2031_11",
        "ledger.events_2031_12", "ledger.events_2032_01", "ledger.events_default",
      ])
  }

  @Test func `what has no month waits, and moves to its own as it is`() async throws {
    try await write("2040-05-01T00:00:00Z", "1999-01-31T23:00:00Z", "2040-05-31T23:59:59Z")
    #expect(Set(try await parts()) == ["ledger.events_default"])
    let before: [String] = try await owner.values(
      "SELECT event::text FROM ledger.events AS event ORDER BY xid, id")
    #expect(try await LedgerMonthQueries.make(incidents) == 2)
    #expect(
      try await parts() == [
        "ledger.events_2040_05", "ledger.events_1999_01", "ledger.events_2040_05",
      ])
    #expect(
      before
        == (try await owner.values(
          "SELECT event::text FROM ledger.events AS event ORDER BY xid, id")))
  }

  @Test func `many events of a month stay until somebody has the time to move them`()
    async throws
  {
    try await write("2040-05-01T00:00:00Z", "2040-05-02T00:00:00Z", "2040-06-01T00:00:00Z")
    #expect(try await LedgerMonthQueries.make(moving: 1, incidents) == 1)
    #expect(
      try await parts() == [
        "ledger.events_default", "ledger.events_default", "ledger.events_2040_06",
      ])
    #expect(try await LedgerMonthQueries.makeAll(owner) == 1)
    #expect(try await parts().contains("ledger.events_default") == false)
  }

  @Test(arguments: ["UPDATE % SET actor = 'nobody'", "DELETE FROM %", "TRUNCATE %"])
  func `no part can be changed, whichever was made or emptied last`(
    statement: String
  ) async throws {
    try await write("2040-05-01T00:00:00Z")
    try await LedgerMonthQueries.make(incidents)
    let tables: [String] = try await owner.values(
      "SELECT relid::regclass::text FROM pg_partition_tree('ledger.events') ORDER BY relid")
    #expect(tables.count >= 6)
    for table in tables {
      let error = await #expect(throws: DatabaseError.self) {
        try await owner.execute("\(unsafe: statement.replacing("%", with: table))")
      }
      #expect(error?.message == "the ledger is append-only", "\(table)")
    }
  }

  @Test func `who makes a month waits for a reader for a moment only, and nobody for him`()
    async throws
  {
    try await setClock("2031-11-30T00:00:00Z")
    try await write("2031-11-30T00:00:00Z")
    let (incidents, tickets) = (incidents, RelayDatabase.tickets)
    try await owner.transaction { transaction in
      let read: Int? = try await transaction.value("SELECT count(*) FROM ledger.events")
      #expect(read == 1)
      let error = await #expect(throws: DatabaseError.self) {
        try await LedgerMonthQueries.make(incidents)
      }
      #expect(error?.sqlState == .lockNotAvailable)
      try await tickets.execute(
        "INSERT INTO ledger.events (kind, ticket_id, actor) VALUES ('ticket.created', 2, 'a')")
    }
    #expect(try await LedgerMonthQueries.make(incidents) == 3)
    #expect(try await parts() == ["ledger.events_2031_11", "ledger.events_2031_11"])
  }

  @Test func `while many make months and write, no event is lost, doubled or refused`()
    async throws
  {
    try await setClock("2031-11-30T00:00:00Z")
    let (incidents, tickets) = (incidents, RelayDatabase.tickets)
    let made = try await withThrowingTaskGroup(of: Int.self) { group in
      for writer in 1...4 {
        group.addTask {
          for _ in 1...50 {
            try await tickets.execute(
              """
              INSERT INTO ledger.events (kind, ticket_id, actor)
              VALUES ('ticket.created', \(writer), 'a')
              """)
          }
          return 0
        }
      }
      for _ in 1...4 {
        group.addTask {
          var made = 0
          while try await incidents.value("SELECT count(*) FROM ledger.events") != 200 {
            made += (try? await LedgerMonthQueries.make(incidents)) ?? 0
          }
          return made
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(try await made + LedgerMonthQueries.makeAll(owner) == 3)
    #expect(try await parts() == Array(repeating: "ledger.events_2031_11", count: 200))
    #expect(try await owner.value("SELECT count(DISTINCT id) FROM ledger.events") == 200)
  }

  @Test func `the whole is analyzed once a day`() async throws {
    let analyzed: Query =
      "SELECT analyze_count FROM pg_stat_all_tables WHERE relid = 'ledger.events'::regclass"
    try await LedgerMonthQueries.know(incidents)
    let first: Int? = try await owner.value(analyzed)
    try await LedgerMonthQueries.know(incidents)
    #expect(try await owner.value(analyzed) == first)
    #expect(try #require(first) >= 1)
  }
}
