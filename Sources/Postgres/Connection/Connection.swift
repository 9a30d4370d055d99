import CLibPQ

/// One session with the server, by blocking libpq calls on a queue of its own.
///
/// It connects when it is first used, and again when it finds itself disconnected between two
/// statements. Its statements are prepared once and reused, except behind a pooler.
package actor Connection: Session {
  nonisolated let executor = SerialQueue(label: "firstline.postgres.connection")
  private let canceller = Canceller()
  private let settings: ConnectionSettings
  /// How long connecting is tried again before the caller is told.
  private let patience: Duration
  var handle: OpaquePointer?
  private var statements = StatementNames()
  /// True where a pooler stands in between, which may give every transaction another backend: what
  /// one has prepared, the next does not know, or knows under the name of something else.
  private var isPooled = false
  /// True once the server has refused to write: it has become a replica, and the next statement
  /// should look for the one that took over.
  private var isDemoted = false
  /// The number of the transaction that runs; nil between transactions.
  private var transaction: UInt64?
  private var lastTransaction: UInt64 = 0

  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// Makes the object; nothing is connected yet.
  package init(_ settings: ConnectionSettings, patience: Duration = .seconds(3)) {
    self.settings = settings
    self.patience = patience
  }

  isolated deinit {
    PQfinish(handle)
  }

  package func query<Value: RowDecodable>(
    _ query: Query, as type: Value.Type
  ) async throws -> [Value] {
    try await self.query(query, as: type, in: nil)
  }

  @discardableResult
  package func execute(_ query: Query) async throws -> Int {
    try await execute(query, in: nil)
  }

  /// Runs SQL text as it is, which may hold several statements; for migrations only.
  package func run(unsafe script: String) async throws {
    try await run(unsafe: script, in: nil)
  }

  /// Ends the session. The next statement would begin another.
  package func close() {
    PQfinish(handle)
    handle = nil
    transaction = nil
    isDemoted = false
    statements = StatementNames()
  }
}

// MARK: - Statements

extension Connection {
  func query<Value: RowDecodable>(
    _ query: Query, as type: Value.Type, in transaction: UInt64?
  ) async throws -> [Value] {
    try await enter(transaction)
    let result = try await perform(query)
    defer { PQclear(result) }
    return try (0..<PQntuples(result)).map { index in
      var row = Row(result: result, index: index)
      let value = try Value(row: &row)
      try row.finish()
      return value
    }
  }

  func execute(_ query: Query, in transaction: UInt64?) async throws -> Int {
    try await enter(transaction)
    let result = try await perform(query)
    defer { PQclear(result) }
    return Int(String(cString: PQcmdTuples(result))) ?? 0
  }

  func run(unsafe script: String, in transaction: UInt64?) async throws {
    try await enter(transaction)
    try simple(script)
  }

  /// Makes sure that the session is there, and is the one that the caller means.
  private func enter(_ transaction: UInt64?) async throws {
    guard self.transaction == transaction else { throw TransactionError.alreadyEnded }
    guard transaction == nil else { return }
    try await connect()
    // While this caller waited for the server, another one may have begun a transaction.
    guard self.transaction == nil else { throw TransactionError.alreadyEnded }
    try deallocateRetired()
  }

  /// Runs one statement, which ends early where the task is cancelled.
  private func perform(_ query: Query) async throws -> OpaquePointer {
    try Task.checkCancellation()
    let statement = Statement(query)
    let running = canceller.begin()
    defer { canceller.end() }
    return try await withTaskCancellationHandler {
      do {
        return try run(statement, query.parameters)
      } catch let error as DatabaseError where error.isStaleStatement {
        statements.retire(statement)
        // A transaction has failed by now; run again, it prepares the statement anew.
        guard transaction == nil else { throw error }
        return try run(statement, query.parameters)
      }
    } onCancel: {
      canceller.cancel(running)
    }
  }

  private func run(_ statement: Statement, _ parameters: Parameters) throws -> OpaquePointer {
    if isPooled {
      return try checked(
        parameters.withPointers { values, lengths, formats in
          PQexecParams(
            handle, statement.sql, Int32(parameters.count), statement.types, values, lengths,
            formats, 1)
        })
    }
    let name = try statements.name(for: statement) ?? prepare(statement)
    return try checked(
      parameters.withPointers { values, lengths, formats in
        PQexecPrepared(handle, name, Int32(parameters.count), values, lengths, formats, 1)
      })
  }

  private func prepare(_ statement: Statement) throws -> String {
    let name = statements.fresh()
    let types = statement.types
    PQclear(try checked(PQprepare(handle, name, statement.sql, Int32(types.count), types)))
    statements.keep(name, for: statement)
    return name
  }

  /// A name that the session does not know, as behind a pooler that renames, is as good as gone.
  private func deallocateRetired() throws {
    while let name = statements.retired.last {
      do {
        try simple("DEALLOCATE \(name)")
      } catch let error as DatabaseError where error.sqlState == .invalidStatementName {}
      statements.removeRetired()
    }
  }

  /// Runs text without parameters by the simple protocol.
  private func simple(_ sql: String) throws {
    PQclear(try checked(PQexec(handle, sql)))
  }

  private func checked(_ result: OpaquePointer?) throws -> OpaquePointer {
    switch PQresultStatus(result) {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
      if let result { return result }
    default:
      break
    }
    defer { PQclear(result) }
    let error = DatabaseError(result: result, on: handle)
    if error.sqlState == .readOnlyTransaction { isDemoted = true }
    throw error
  }
}

// MARK: - Connecting

extension Connection {
  /// Connects where there is no live connection, again and again with growing pauses until
  /// `patience` is over.
  private func connect() async throws {
    var backOff = BackOff(from: .milliseconds(20), to: .milliseconds(500))
    let deadline = ContinuousClock.now + patience
    while !isAlive {
      close()
      do {
        let connection = try settings.open(within: deadline - .now)
        handle = connection
        canceller.attach(to: connection)
        isPooled = try greet() != PQbackendPID(connection)
      } catch {
        close()
        let pause = backOff.next()
        guard ContinuousClock.now + pause < deadline else {
          throw error as? DatabaseUnavailable ?? DatabaseUnavailable(reason: "\(error)")
        }
        try await Task.sleep(for: pause)
      }
    }
  }

  /// Sets the session up and returns the process id of its backend, as the backend itself has it:
  /// a pooler tells another one to its clients.
  private func greet() throws -> Int32? {
    let result = try checked(PQexec(handle, settings.greeting))
    defer { PQclear(result) }
    return Int32(String(cString: PQgetvalue(result, 0, 0)))
  }

  /// False where the server has closed the session, as far as the socket knows: one read that
  /// does not wait for what the server said last, one for the end behind it.
  private var isAlive: Bool {
    guard let handle, !isDemoted else { return false }
    _ = PQconsumeInput(handle)
    // A pooler passes on what another client of the backend listens to, and libpq would keep it.
    while let notification = PQnotifies(handle) { PQfreemem(notification) }
    return PQconsumeInput(handle) == 1 && PQstatus(handle) == CONNECTION_OK
  }
}

// MARK: - Transactions

extension Connection {
  /// Begins a transaction and returns its number, which every statement inside must name.
  func begin() async throws -> UInt64 {
    try await enter(nil)
    do {
      try simple("BEGIN")
    } catch let error as DatabaseError where error.isConnectionFailure {
      // The session ended before anything was done in it: another one serves as well.
      close()
      try await enter(nil)
      try simple("BEGIN")
    }
    lastTransaction += 1
    transaction = lastTransaction
    return lastTransaction
  }

  /// Commits. Not cancellable: a commit that has been sent is waited for.
  func commit(_ number: UInt64) throws {
    guard transaction == number else { throw TransactionError.alreadyEnded }
    transaction = nil
    let result = try checked(PQexec(handle, "COMMIT"))
    defer { PQclear(result) }
    guard String(cString: PQcmdStatus(result)) == "COMMIT" else {
      throw TransactionError.rolledBackAtCommit
    }
  }

  /// Rolls back; a session that cannot even do that is closed.
  func rollback(_ number: UInt64) {
    guard transaction == number else { return }
    transaction = nil
    do {
      try simple("ROLLBACK")
    } catch {
      close()
    }
  }
}
