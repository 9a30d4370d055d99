/// A transaction in progress, on one connection that nobody else uses meanwhile.
package struct Transaction: Session {
  let connection: Connection
  let number: UInt64

  package func query<Value: RowDecodable>(
    _ query: Query, as type: Value.Type
  ) async throws -> [Value] {
    try await connection.query(query, as: type, in: number)
  }

  @discardableResult
  package func execute(_ query: Query) async throws -> Int {
    try await connection.execute(query, in: number)
  }

  /// Runs SQL text as it is, which may hold several statements; for migrations only.
  func run(unsafe script: String) async throws {
    try await connection.run(unsafe: script, in: number)
  }

  /// Runs `body` so that a failure inside undoes only what it did itself.
  package func savepoint<Value: Sendable>(
    _ body: () async throws -> Value
  ) async throws -> Value {
    try await execute("SAVEPOINT inner_step")
    do {
      let value = try await body()
      try await execute("RELEASE SAVEPOINT inner_step")
      return value
    } catch {
      // Also in a cancelled task: what failed half-way must not be committed.
      try await run(unsafe: "ROLLBACK TO SAVEPOINT inner_step; RELEASE SAVEPOINT inner_step")
      throw error
    }
  }
}

extension Connection {
  /// Begins a transaction that reads one snapshot and can do nothing else, and in which a statement
  /// may take so long. It ends with the connection, which is for nothing else from then on.
  package func beginReading(statementTimeout: Duration) async throws -> Transaction {
    let transaction = Transaction(connection: self, number: try await begin())
    try await transaction.run(
      unsafe: """
        SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
        SET LOCAL statement_timeout = \(statementTimeout.milliseconds)
        """)
    return transaction
  }

  /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
  ///
  /// Throws ``TransactionError/rolledBackAtCommit`` where the body swallowed a statement's error.
  package func transaction<Value: Sendable>(
    _ body: @Sendable (Transaction) async throws -> Value
  ) async throws -> Value {
    let number = try await begin()
    do {
      let value = try await body(Transaction(connection: self, number: number))
      try commit(number)
      return value
    } catch {
      rollback(number)
      throw error
    }
  }
}
