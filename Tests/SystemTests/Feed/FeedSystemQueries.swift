import DatabaseTesting
import Postgres

/// What the owner of the database does to the ledger, and sees of it.
enum FeedSystemQueries {
  /// Writes so many events by several writers at once, whose transactions begin and commit in
  /// another order than that of their numbers.
  static func write(_ count: Int, writers: Int, each batch: Int, seconds: Double) async throws {
    let transactions = count / writers / batch
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<writers {
        group.addTask {
          for _ in 0..<transactions {
            try await writeSlowly(batch, seconds: seconds / Double(transactions))
          }
        }
      }
      try await group.waitForAll()
    }
  }

  /// One transaction, which writes, lingers, and writes again.
  private static func writeSlowly(_ count: Int, seconds: Double) async throws {
    let seconds = seconds * Double.random(in: 0.5...1.5)
    try await TestDatabase.current.owner.transaction { transaction in
      for part in [count / 2, count - count / 2] {
        try await transaction.execute(
          """
          INSERT INTO ledger.events (kind, ticket_id, actor)
          SELECT 'ticket.changed', number, 'a'
          FROM generate_series(1, \(part)) AS number
          """)
        try await transaction.execute("SELECT pg_sleep(\(seconds / 2))")
      }
    }
  }

  /// The numbers of all events, in the order of the feed.
  static func numbers() async throws -> [Int64] {
    try await TestDatabase.current.owner.values("SELECT id FROM ledger.events ORDER BY xid, id")
  }

  /// How often the feed was read: each time, every month by its index, or, where it is empty, as a
  /// whole.
  static func looks() async throws -> Int {
    try await TestDatabase.current.owner.value(
      """
      SELECT max(of_index.idx_scan + of_month.seq_scan)
      FROM pg_partition_tree('ledger.events_in_order') AS part
      JOIN pg_stat_user_indexes AS of_index ON of_index.indexrelid = part.relid
      JOIN pg_stat_user_tables AS of_month ON of_month.relid = of_index.relid
      """) ?? 0
  }

  /// Lets so many seconds pass.
  static func pass(seconds: Double) async throws {
    try await TestDatabase.current.owner.execute("SELECT pg_sleep(\(seconds))")
  }
}
