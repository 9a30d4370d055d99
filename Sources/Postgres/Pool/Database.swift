/// A database, through a bounded pool of connections. The one object a service needs.
package struct Database: Session {
  private let pool: ConnectionPool

  /// - Parameters:
  ///   - poolSize: How many connections there may be at most; each is made when first needed.
  ///   - patience: How long a caller waits for a free connection, and a connection for a server.
  package init(
    _ settings: ConnectionSettings, poolSize: Int = 10, patience: Duration = .seconds(3)
  ) {
    pool = ConnectionPool(limit: poolSize, patience: patience) {
      Connection(settings, patience: patience)
    }
  }

  /// How busy the pool is now.
  package var statistics: PoolStatistics { pool.statistics }

  package func query<Value: RowDecodable>(
    _ query: Query, as type: Value.Type
  ) async throws -> [Value] {
    try await pool.withConnection { try await $0.query(query, as: type) }
  }

  @discardableResult
  package func execute(_ query: Query) async throws -> Int {
    try await pool.withConnection { try await $0.execute(query) }
  }

  /// Runs `body` in a transaction, which is committed when it returns and rolled back when it
  /// throws.
  ///
  /// A serialization failure or a deadlock runs the whole body again, up to three times in all, so
  /// it must have no effect outside the database.
  package func transaction<Value: Sendable>(
    _ body: @Sendable (Transaction) async throws -> Value
  ) async throws -> Value {
    try await again { try await pool.withConnection { try await $0.transaction(body) } }
  }

  /// Connections beside the pool, for work that shall neither wait for others nor have others wait:
  /// a ``SharedTrip``. They are closed with it.
  package func lanes(_ count: Int) -> [Connection] {
    (0..<count).map { _ in pool.makeLane() }
  }

  /// A connection of the caller's own, for what takes long; it is closed when nobody has it any
  /// more. How many there are is for the caller to bound.
  package func makeConnection() -> Connection { pool.makeStranger() }

  /// Closes the idle connections, and those in use when they come back. Who waits already is still
  /// served; whoever comes later gets ``DatabaseUnavailable``.
  package func close() async {
    await pool.close()
  }
}

extension Session {
  /// Runs a statement that is a whole transaction by itself: one round trip. Again, up to three
  /// times in all, after a serialization failure or a deadlock.
  package func commit<Value: RowDecodable>(
    _ statement: Query, as type: Value.Type
  ) async throws -> [Value] {
    try await again { try await query(statement, as: type) }
  }
}

/// There is a short pause before each further try: whoever comes back at once can take the same
/// lock again before the one that waits for it has woken up.
private func again<Value>(_ body: () async throws -> Value) async throws -> Value {
  var backOff = BackOff(from: .milliseconds(20), to: .milliseconds(200))
  for _ in 1..<3 {
    do {
      return try await body()
    } catch let error as DatabaseError where error.isRetryable {
      try await Task.sleep(for: backOff.next())
    }
  }
  return try await body()
}
