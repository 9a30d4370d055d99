import DatabaseTesting
import Testing

@testable import Postgres

@Suite(.database, .timeLimit(.minutes(1))) struct LaneReadsTests {
  private var database: Database { Database(TestDatabase.current.settings(), poolSize: 1) }

  @Test func `everybody gets the rows of his own query`() async throws {
    let reads = LaneReads<Single<Int>>(database)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        group.addTask {
          let rows = try await reads.query("SELECT generate_series(\(number), \(number + 2))")
          #expect(rows.map(\.value) == [number, number + 1, number + 2])
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `a query that fails fails alone`() async throws {
    let reads = LaneReads<Single<Int>>(database)
    async let good = reads.query("SELECT 1")
    await #expect(throws: DatabaseError.self) { _ = try await reads.query("SELECT 1 / \(0)") }
    #expect(try await good.map(\.value) == [1])
    #expect(try await reads.query("SELECT 2").map(\.value) == [2])
  }

  @Test func `a query that waits does not hold up the others`() async throws {
    let database = database
    let reads = LaneReads<Single<Int>>(database)
    let owner = TestDatabase.current.owner
    let waiting = try await owner.transaction { holder in
      try await holder.execute("SELECT pg_advisory_xact_lock(7)")
      let waiting = Task {
        try await reads.query("SELECT 1 FROM (SELECT pg_advisory_xact_lock(7)) AS held")
      }
      #expect(
        try await eventually {
          let waiting = try await owner.value(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND objid = 7", as: Int.self)
          return waiting == 1
        })
      let answer = try await reads.query("SELECT 2")
      #expect(answer.map(\.value) == [2])
      return waiting
    }
    #expect(try await waiting.value.map(\.value) == [1])
  }
}
