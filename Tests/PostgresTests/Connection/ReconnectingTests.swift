import DatabaseTesting
import Postgres
import Testing

@Suite(.database, .timeLimit(.minutes(1))) struct ReconnectingTests {
  @Test func `a session that ended between two statements is replaced unnoticed`() async throws {
    let connection = Connection(TestDatabase.current.settings())
    for _ in 0..<5 {
      let backend = try await Backend.of(connection)
      try await backend.terminate()
      #expect(try await Backend.of(connection) != backend)
    }
  }

  @Test func `every session of a pool is replaced unnoticed`() async throws {
    let database = Database(TestDatabase.current.settings(), poolSize: 3)
    try await withThrowingDiscardingTaskGroup { group in
      for _ in 0..<3 { group.addTask { try await database.execute("SELECT pg_sleep(0.05)") } }
    }
    try await TestDatabase.current.owner.execute(
      """
      SELECT pg_terminate_backend(pid, 10000)
      FROM pg_stat_activity
      WHERE pid <> pg_backend_pid() AND datname = current_database()
      """)
    for number in 0..<6 {
      #expect(try await database.value("SELECT \(number)", as: Int.self) == number)
    }
    await database.close()
  }

  @Test func `a statement that runs when its session ends fails as a connection failure`()
    async throws
  {
    let connection = Connection(TestDatabase.current.settings())
    let backend = try await Backend.of(connection)
    let sleep = Task { try await connection.execute("SELECT pg_sleep(30)") }
    #expect(try await eventually { try await backend.isRunning("%pg_sleep%") })
    try await backend.terminate()
    let error = await #expect(throws: DatabaseError.self) { try await sleep.value }
    #expect(error?.isConnectionFailure == true)
    #expect(error?.isRetryable == false)
    #expect(try await Backend.of(connection) != backend)
  }

  @Test func `a fresh session has the settings of the first`() async throws {
    var settings = TestDatabase.current.settings()
    settings.statementTimeout = .milliseconds(4321)
    let connection = Connection(settings)
    for _ in 0..<2 {
      #expect(
        try await connection.values(
          """
          SELECT current_setting(name)
          FROM unnest(ARRAY['statement_timeout', 'synchronous_commit', 'timezone']) AS name
          """, as: String.self) == ["4321ms", "on", "UTC"])
      try await Backend.of(connection).terminate()
    }
  }

  @Test func `a server that has become a replica is left for another session`() async throws {
    let connection = Connection(TestDatabase.current.settings())
    try await connection.execute("CREATE TABLE seat (number int)")
    try await connection.execute("SET default_transaction_read_only = on")
    let error = await #expect(throws: DatabaseError.self) {
      try await connection.execute("INSERT INTO seat VALUES (1)")
    }
    #expect(error?.sqlState == .readOnlyTransaction)
    #expect(error?.isConnectionFailure == true)
    #expect(try await connection.execute("INSERT INTO seat VALUES (1)") == 1)
  }

  @Test func `callers who wait for the same server do not meet in one transaction`() async throws {
    let connection = Connection(TestDatabase.current.settings())
    try await connection.execute("CREATE TABLE seat (number int)")
    let inside = Latch()
    let tried = Latch()
    async let transaction: Void = connection.transaction { transaction in
      inside.open()
      await tried.wait()
      try await transaction.execute("INSERT INTO seat VALUES (1)")
    }
    await inside.wait()
    await #expect(throws: TransactionError.self) {
      try await connection.execute("INSERT INTO seat VALUES (2)")
    }
    tried.open()
    try await transaction
    #expect(try await connection.values("SELECT number FROM seat", as: Int.self) == [1])
  }

  @Test func `closing ends the session, and the next statement begins another`() async throws {
    let connection = Connection(TestDatabase.current.settings(applicationName: "closing"))
    let before = try await Backend.of(connection)
    await connection.close()
    #expect(try await eventually { try await Backend.named("closing") == nil })
    #expect(try await Backend.of(connection) != before)
  }

  @Test func `a connection that nobody holds any more ends its session`() async throws {
    var connection: Connection? = Connection(
      TestDatabase.current.settings(applicationName: "forgotten"))
    try await connection?.execute("SELECT 1")
    #expect(try await Backend.named("forgotten") != nil)
    connection = nil
    #expect(try await eventually { try await Backend.named("forgotten") == nil })
  }
}
