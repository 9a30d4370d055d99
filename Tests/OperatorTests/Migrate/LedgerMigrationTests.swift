import DatabaseTesting
import Foundation
import Postgres
import Testing

/// The migration that parts the ledger, on a database that has one.
@Suite(.database, .timeLimit(.minutes(2))) struct LedgerMigrationTests {
  /// Brings a database up to a migration, and to no later one.
  private func migrate(_ database: FreshDatabase, upTo last: String = "9999") async throws {
    try await withTemporaryFolder { folder in
      let source = URL(filePath: MigrationsFolder.path)
      for name in try FileManager.default.contentsOfDirectory(atPath: source.path())
      where !(name.first?.isNumber == true && name.prefix(4) > last) {
        try FileManager.default.copyItem(
          at: source.appending(path: name), to: folder.appending(path: name))
      }
      // The views read what the last migration makes.
      if last != "9999" {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path())
        where name.hasPrefix("views") {
          try FileManager.default.removeItem(at: folder.appending(path: name))
        }
        try Data("SELECT 1;".utf8).write(to: folder.appending(path: "views.sql"))
      }
      _ = try await Migrator(folder: folder.path()).migrate(Connection(database.settings))
    }
  }

  @Test func `events move to their months as they are, and numbers go on`() async throws {
    try await FreshDatabase.with { database in
      try await migrate(database, upTo: "0024")
      let owner = Connection(database.settings)
      for time in ["2024-02-29T23:59:59.999999Z", "2024-03-01T00:00:00Z", "2099-01-01T00:00:00Z"] {
        try await owner.execute(
          """
          INSERT INTO ledger.events
            (kind, ticket_id, actor, at, request_id, traceparent, address, before, after)
          SELECT 'ticket.changed', id, 'a', \(time)::text::timestamptz, 'r', 't', '192.0.2.7',
            '{"a": 1}', '{"a": 2}'
          FROM generate_series(1, 100) AS id
          """)
      }
      let all: Query = "SELECT event::text FROM ledger.events AS event ORDER BY xid, id"
      let digests: Query =
        "SELECT encode(ledger.digest(event), 'hex') FROM ledger.events AS event ORDER BY id"
      let before: (events: [String], digests: [String]) =
        try await (owner.values(all), owner.values(digests))
      #expect(before.events.count == 300)
      try await migrate(database)
      #expect(try await owner.values(all) == before.events)
      #expect(try await owner.values(digests) == before.digests)
      let parts: [String] = try await owner.values(
        "SELECT DISTINCT tableoid::regclass::text AS part FROM ledger.events ORDER BY part")
      #expect(parts == ["ledger.events_2024_02", "ledger.events_2024_03", "ledger.events_2099_01"])
      let next: Int64? = try await owner.value(
        "INSERT INTO ledger.events (kind, ticket_id, actor) VALUES ('a.b', 1, 'a') RETURNING id")
      #expect(next == 301)
      await owner.close()
    }
  }
}
