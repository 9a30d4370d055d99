import DatabaseTesting
import Domain
import Postgres
import Testing

@testable import Web

@Suite(.database, .timeLimit(.minutes(2))) struct FeedOrderTests {
  private let owner = TestDatabase.current.owner

  private func page(after position: LedgerPosition = .start, limit: Int = 200) async throws
    -> [FeedEvent]
  {
    try await FeedQueries.events(after: position, limit: limit, owner)
  }

  /// Waits until everything that was committed can be shown: other tests of the server write, too.
  private func settled(_ count: Int) async throws -> [FeedEvent] {
    #expect(
      try await eventually(within: .seconds(60)) {
        try await page(limit: count + 1).count == count
      })
    return try await page(limit: count + 1)
  }

  @Test func `what happens to tokens is not for everybody who reads the feed`() async throws {
    try await owner.execute(
      "INSERT INTO ledger.events (kind, actor) VALUES ('token.created', 'ann')")
    let ids = try await FeedDesk.write(1)
    #expect(try await settled(1).map(\.event.id) == ids)
  }

  @Test func `what commits late comes later, and nothing is shown before it could come`()
    async throws
  {
    let early = try await FeedDesk.write(2)
    _ = try await settled(2)
    let late = try await owner.transaction { slow in
      let late = try await FeedDesk.write(1, session: slow)
      // By number it comes after the late one, by commit before it.
      try await FeedDesk.write(1)
      #expect(try await page().map(\.event.id) == early)
      return late
    }
    let all = try await settled(4).map(\.event.id)
    #expect(all == early + late + [late[0] + 1])
  }

  @Test func `a number that was drawn earlier and committed later is not passed over`()
    async throws
  {
    // The later transaction has the smaller number.
    let ids = try await owner.transaction { first in
      try await first.execute("SELECT pg_current_xact_id()")
      let small = try await FeedDesk.write(1)
      let large = try await FeedDesk.write(1, session: first)
      return large + small
    }
    #expect(try await settled(2).map(\.event.id) == ids)
    #expect(ids[0] > ids[1])
  }

  @Test func `pages begin behind any place, also between two transactions`() async throws {
    for _ in 0..<5 { try await FeedDesk.write(3) }
    let all = try await settled(15)
    #expect(all.map(\.position) == all.map(\.position).sorted())
    for (index, event) in all.enumerated() {
      let rest = try await page(after: event.position, limit: 4)
      #expect(rest == Array(all.dropFirst(index + 1).prefix(4)))
    }
    let (last, end) = (try #require(all.last), try await FeedQueries.end(owner))
    #expect(end > last.position)
    #expect(try await page(after: end) == [])
  }

  @Test func `a page is read by the index, from its place on`() async throws {
    for _ in 0..<20 { try await FeedDesk.write(1_000) }
    try await owner.execute("ANALYZE ledger.events")
    let place = try await settled(20_000)[10_000].position
    let plan: [String] = try await owner.transaction { transaction in
      try await transaction.execute("SET LOCAL jit = off")
      return try await transaction.values(
        """
        EXPLAIN (COSTS off)
        SELECT id
        FROM ledger.events
        WHERE (xid, id) > (\(TransactionID(place.transaction)), \(place.id))
          AND xid < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY xid, id
        LIMIT 500
        """)
    }
    #expect(plan.contains { $0.contains(/events_\d+_\d+_xid_id_idx/) })
    // Only months without events may be sorted.
    let top = plan.prefix(2).map { $0.drop { $0 == " " } }
    #expect(top == ["Limit", "->  Merge Append"], "\(plan)")
    let month: String? = try await owner.value(
      "SELECT relname::text FROM pg_class WHERE reltuples = 20000 AND relkind = 'r'")
    #expect(!plan.contains { $0.contains("Scan on \(month ?? "")") }, "\(plan)")
  }
}
