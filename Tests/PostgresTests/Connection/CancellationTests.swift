import DatabaseTesting
import Postgres
import Testing

@Suite(.database, .timeLimit(.minutes(1))) struct CancellationTests {
  /// A connection whose statements end by cancellation or not at all.
  private func patientConnection() -> Connection {
    var settings = TestDatabase.current.settings()
    settings.statementTimeout = .seconds(300)
    return Connection(settings)
  }

  @Test func `a cancelled task ends its statement, and the session goes on`() async throws {
    let connection = patientConnection()
    let backend = try await Backend.of(connection)
    let task = Task { try await connection.execute("SELECT pg_sleep(200)") }
    #expect(try await eventually { try await backend.isRunning("%pg_sleep%") })
    let start = ContinuousClock.now
    task.cancel()
    let error = await #expect(throws: DatabaseError.self) { try await task.value }
    #expect(error?.isQueryCancelled == true)
    #expect(ContinuousClock.now - start < .seconds(100))
    #expect(try await Backend.of(connection) == backend)
  }

  @Test func `cancelled at any moment, a statement ends, and the next one is not hit`()
    async throws
  {
    let connection = patientConnection()
    let backend = try await Backend.of(connection)
    for round in 0..<200 {
      let task = Task { try await connection.execute("SELECT pg_sleep(200)") }
      for _ in 0..<(round * 3) { await Task.yield() }
      task.cancel()
      await #expect(throws: (any Error).self) { try await task.value }
      #expect(try await connection.value("SELECT \(round)", as: Int.self) == round)
    }
    #expect(try await Backend.of(connection) == backend)
  }

  @Test func `a cancellation that comes when the statement has just ended hits nobody`()
    async throws
  {
    let connection = patientConnection()
    for round in 0..<200 {
      let task = Task { try await connection.execute("SELECT pg_sleep(0.0005)") }
      for _ in 0..<(round * 3) { await Task.yield() }
      task.cancel()
      // A statement that was quicker than its cancellation is just as well.
      _ = try? await task.value
      #expect(
        try await connection.value("SELECT \(round) FROM pg_sleep(0.002)", as: Int.self) == round)
    }
  }

  @Test func `a task that is cancelled already sends nothing`() async throws {
    let connection = patientConnection()
    try await connection.execute("CREATE TABLE seat (number int)")
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await connection.execute("INSERT INTO seat VALUES (1)")
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try await connection.value("SELECT count(*) FROM seat", as: Int.self) == 0)
  }

  @Test func `statements of many connections are cancelled while all of them block`() async throws {
    let database = Database(
      TestDatabase.current.settings(applicationName: "many"), poolSize: 40, patience: .seconds(20))
    let tasks = (0..<40).map { _ in
      Task { try await database.execute("SELECT pg_sleep(200) AS many") }
    }
    #expect(
      try await eventually(within: .seconds(20)) {
        try await TestDatabase.current.owner.value(
          """
          SELECT count(*)
          FROM pg_stat_activity
          WHERE application_name = 'many' AND query LIKE '%AS many' AND state = 'active'
          """, as: Int.self) == 40
      })
    for task in tasks { task.cancel() }
    for task in tasks { await #expect(throws: (any Error).self) { try await task.value } }
    #expect(database.statistics.inUse == 0)
    await database.close()
  }

  @Test func `a statement that takes too long is cancelled by the server`() async throws {
    var settings = TestDatabase.current.settings()
    settings.statementTimeout = .milliseconds(50)
    let connection = Connection(settings)
    let backend = try await Backend.of(connection)
    let error = await #expect(throws: DatabaseError.self) {
      try await connection.execute("SELECT pg_sleep(200)")
    }
    #expect(error?.isQueryCancelled == true)
    #expect(error?.isConnectionFailure == false)
    #expect(try await Backend.of(connection) == backend)
  }
}
