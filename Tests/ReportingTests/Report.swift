import DatabaseTesting
import Postgres

/// What people who report ask the database of the running test.
enum Report {
  /// The rows of a query, each as PostgreSQL writes a row: `(2026-06-01,all,2,)`. It is asked as on
  /// a replica: by a role that may only read, in a transaction that can do nothing else.
  static func ask(_ sql: String, as role: String = "reporter") async throws -> [String] {
    let database = TestDatabase.current.connect(as: role, poolSize: 1)
    return try await database.transaction { transaction in
      try await transaction.execute("SET TRANSACTION READ ONLY")
      try await transaction.execute("SET LOCAL TIME ZONE 'UTC'")
      return try await transaction.values("SELECT line::text FROM (\(unsafe: sql)) AS line")
    }
  }

  /// What `reporting.metrics` says, of metrics that have anything to say.
  static func metrics(_ arguments: String) async throws -> [String] {
    try await ask(
      """
      SELECT bucket_start, bucket_end, metric, unit, n, value, mean, median, p75, p90, p95, p99, max
      FROM reporting.metrics(\(arguments))
      """)
  }

  /// One metric by its buckets: when each begins, n and the value.
  static func metric(_ name: String, _ arguments: String) async throws -> [String] {
    try await ask(
      """
      SELECT to_char(bucket_start, 'MM-DD HH24:MI') AS starts, n, value
      FROM reporting.metrics(\(arguments))
      WHERE metric = '\(name)'
      ORDER BY bucket_start
      """)
  }
}
