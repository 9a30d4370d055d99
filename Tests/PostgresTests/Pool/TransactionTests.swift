import DatabaseTesting
import Testing

@testable import Postgres

@Suite(.database, .timeLimit(.minutes(1))) struct TransactionTests {
  private let database = Database(TestDatabase.current.settings(), poolSize: 1)

  /// The numbers that are committed, as another session sees them.
  private func committed() async throws -> [Int] {
    try await TestDatabase.current.owner.values("SELECT number FROM seat ORDER BY number")
  }

  init() async throws {
    try await TestDatabase.current.owner.execute("CREATE TABLE seat (number int PRIMARY KEY)")
  }

  @Test func `what a body has written is there when it returns, and not before`() async throws {
    let value = try await database.transaction { transaction in
      try await transaction.execute("INSERT INTO seat VALUES (1)")
      #expect(try await committed() == [])
      return "value"
    }
    #expect(value == "value")
    #expect(try await committed() == [1])
  }

  @Test func `a body that throws has written nothing`() async throws {
    let backend = try await Backend.of(database)
    await #expect(throws: OnPurpose.self) {
      try await database.transaction { transaction in
        try await transaction.execute("INSERT INTO seat VALUES (1)")
        throw OnPurpose()
      }
    }
    #expect(try await committed() == [])
    #expect(try await Backend.of(database) == backend)
  }

  @Test func `a COMMIT that is answered by ROLLBACK is noticed`() async throws {
    let error = await #expect(throws: TransactionError.self) {
      try await database.transaction { transaction in
        try await transaction.execute("INSERT INTO seat VALUES (1)")
        _ = try? await transaction.execute("SELECT 1 / 0")
      }
    }
    #expect(error == .rolledBackAtCommit)
    #expect(try await committed() == [])
    #expect(try await database.execute("INSERT INTO seat VALUES (2)") == 1)
  }

  @Test func `a constraint that is looked at in the end fails the COMMIT by its name`() async throws
  {
    try await database.execute(
      "ALTER TABLE seat ADD CONSTRAINT one_seat UNIQUE (number) DEFERRABLE INITIALLY DEFERRED")
    try await database.execute("ALTER TABLE seat DROP CONSTRAINT seat_pkey")
    let error = await #expect(throws: DatabaseError.self) {
      try await database.transaction { try await $0.execute("INSERT INTO seat VALUES (1), (1)") }
    }
    #expect(error?.isUniqueViolation(of: "one_seat") == true)
    #expect(try await committed() == [])
    #expect(try await database.execute("INSERT INTO seat VALUES (2)") == 1)
  }

  @Test func `a transaction that is used after its end refuses`() async throws {
    let leaked = try await database.transaction { $0 }
    let error = await #expect(throws: TransactionError.self) {
      try await leaked.execute("INSERT INTO seat VALUES (1)")
    }
    #expect(error == .alreadyEnded)
    try await database.transaction { _ in
      let error = await #expect(throws: TransactionError.self) {
        try await leaked.execute("INSERT INTO seat VALUES (1)")
      }
      #expect(error == .alreadyEnded)
    }
    #expect(try await committed() == [])
  }

  @Test func `a task that is cancelled inside writes nothing, and its connection goes on`()
    async throws
  {
    let backend = try await Backend.of(database)
    let task = Task { [database] in
      try await database.transaction { transaction in
        try await transaction.execute("INSERT INTO seat VALUES (1)")
        try await transaction.execute("SELECT pg_sleep(200)")
      }
    }
    #expect(try await eventually { try await backend.isRunning("%pg_sleep%") })
    task.cancel()
    await #expect(throws: (any Error).self) { try await task.value }
    #expect(try await committed() == [])
    #expect(try await Backend.of(database) == backend)
    #expect(try await database.execute("INSERT INTO seat VALUES (2)") == 1)
  }

  @Test func `a cancelled task whose body returns all the same is committed whole`() async throws {
    let task = Task { [database] in
      try await database.transaction { transaction in
        try await transaction.execute("INSERT INTO seat VALUES (1)")
        withUnsafeCurrentTask { $0?.cancel() }
      }
    }
    try await task.value
    #expect(try await committed() == [1])
  }

  @Test func `a session that ends inside fails the transaction, and the pool stays healthy`()
    async throws
  {
    let error = await #expect(throws: DatabaseError.self) {
      try await database.transaction { transaction in
        try await transaction.execute("INSERT INTO seat VALUES (1)")
        try await Backend.of(transaction).terminate()
        try await transaction.execute("INSERT INTO seat VALUES (2)")
      }
    }
    #expect(error?.isConnectionFailure == true)
    #expect(try await committed() == [])
    #expect(database.statistics == PoolStatistics(inUse: 0, waiting: 0, limit: 1))
    #expect(try await database.execute("INSERT INTO seat VALUES (3)") == 1)
  }

  @Test func `a session that ends before the COMMIT fails the transaction`() async throws {
    let error = await #expect(throws: DatabaseError.self) {
      try await database.transaction { transaction in
        try await transaction.execute("INSERT INTO seat VALUES (1)")
        try await Backend.of(transaction).terminate()
      }
    }
    #expect(error?.isConnectionFailure == true)
    #expect(try await committed() == [])
    #expect(try await database.execute("INSERT INTO seat VALUES (2)") == 1)
  }

  @Test func `a session that is about to end when a transaction begins is replaced`() async throws {
    let backend = try await Backend.of(database)
    backend.freeze()
    defer { backend.thaw() }
    // The process gets to know of it only when it goes on, and finds the BEGIN behind it.
    try await TestDatabase.current.owner.execute("SELECT pg_terminate_backend(\(backend.pid))")
    let isIn = Latch()
    let task = Task { [database] in
      isIn.open()
      return try await database.transaction { try await Backend.of($0) }
    }
    await isIn.wait()
    #expect(await eventually { database.statistics.inUse == 1 })
    backend.thaw()
    #expect(try await task.value != backend)
  }

  @Test func `a savepoint undoes what failed inside of it, and nothing else`() async throws {
    try await database.transaction { transaction in
      try await transaction.execute("INSERT INTO seat VALUES (1)")
      for number in 2...4 {
        await #expect(throws: DatabaseError.self) {
          try await transaction.savepoint {
            try await transaction.execute("INSERT INTO seat VALUES (\(number))")
            try await transaction.execute("INSERT INTO seat VALUES (1)")
          }
        }
      }
      let value = try await transaction.savepoint {
        try await transaction.execute("INSERT INTO seat VALUES (5)")
      }
      #expect(value == 1)
    }
    #expect(try await committed() == [1, 5])
  }

  @Test func `a savepoint inside of another undoes only itself`() async throws {
    try await database.transaction { transaction in
      try await transaction.savepoint {
        try await transaction.execute("INSERT INTO seat VALUES (1)")
        await #expect(throws: OnPurpose.self) {
          try await transaction.savepoint {
            try await transaction.execute("INSERT INTO seat VALUES (2)")
            throw OnPurpose()
          }
        }
        try await transaction.execute("INSERT INTO seat VALUES (3)")
      }
    }
    #expect(try await committed() == [1, 3])
  }

  @Test func `what was left half-way by a cancelled task is not committed`() async throws {
    let task = Task { [database] in
      try await database.transaction { transaction in
        try await transaction.execute("INSERT INTO seat VALUES (1)")
        await #expect(throws: CancellationError.self) {
          try await transaction.savepoint {
            try await transaction.execute("INSERT INTO seat VALUES (2)")
            withUnsafeCurrentTask { $0?.cancel() }
            try await transaction.execute("INSERT INTO seat VALUES (3)")
          }
        }
      }
    }
    try await task.value
    #expect(try await committed() == [1])
  }
}
