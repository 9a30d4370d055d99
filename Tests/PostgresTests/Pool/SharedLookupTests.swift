import DatabaseTesting
import Testing

@testable import Postgres

@Suite(.database, .timeLimit(.minutes(1))) struct SharedLookupTests {
  private struct Number: RowDecodable, Identifiable, Equatable {
    let id: Int64

    init(row: inout Row) throws(ColumnMismatch) { id = try row.next() }
  }

  /// Finds the even numbers.
  private func lookup(_ database: Database) -> SharedLookup<Number> {
    SharedLookup(database) { ids in
      "SELECT id FROM unnest(\(ids)) AS id WHERE id % 2 = 0 GROUP BY id ORDER BY id DESC"
    }
  }

  private func database(poolSize: Int = 1, name: String = "test") -> Database {
    Database(TestDatabase.current.settings(applicationName: name), poolSize: poolSize)
  }

  @Test func `everybody gets what he asked for, or nil`() async throws {
    let lookup = lookup(database())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for id in Int64(0)..<500 {
        group.addTask {
          let found = try await lookup.find(id / 2)
          #expect(found?.id == (id / 2 % 2 == 0 ? id / 2 : nil))
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `a failure is told to whoever asked, and the next question is answered`()
    async throws
  {
    let lookup = SharedLookup<Number>(database()) { ids in
      "SELECT 1 / id FROM unnest(\(ids)) AS id"
    }
    await #expect(throws: DatabaseError.self) { try await lookup.find(0) }
    #expect(try await lookup.find(1)?.id == 1)
  }

  @Test func `it needs no connection of the pool, and is closed with it`() async throws {
    let database = database(name: "beside the pool")
    let lookup = lookup(database)
    let found = try await database.transaction { _ in try await lookup.find(2) }
    #expect(found?.id == 2)
    await database.close()
    #expect(try await backends(named: "beside the pool") == 0)
  }

  private func backends(named name: String) async throws -> Int? {
    let owner = TestDatabase.current.owner
    var left: Int?
    // A backend is gone a moment after its session.
    _ = await eventually {
      left = try? await owner.value(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = \(name)")
      return left == 0
    }
    return left
  }
}
