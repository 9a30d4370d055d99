import DatabaseTesting
import Postgres
import Synchronization
import Testing

@Suite(.database, .timeLimit(.minutes(1))) struct RetryTests {
  private var owner: Database { TestDatabase.current.owner }

  init() async throws {
    try await owner.execute("CREATE TABLE seat (number int PRIMARY KEY, taken int NOT NULL)")
    try await owner.execute("INSERT INTO seat VALUES (1, 0), (2, 0)")
  }

  /// Two transactions that take the two seats in opposite order, each its second one only when
  /// both have their first.
  private func cross(
    run:
      @escaping @Sendable (
        _ body: @escaping @Sendable (Transaction) async throws -> Void
      ) async throws -> Void
  ) async -> [any Error] {
    let doors = [Latch(), Latch()]
    return await withTaskGroup(of: (any Error)?.self) { group in
      for (mine, other) in [(0, 1), (1, 0)] {
        group.addTask {
          do {
            try await run { transaction in
              // Well before statement_timeout, and not a second.
              try await transaction.execute("SET LOCAL deadlock_timeout = '20ms'")
              try await take(mine + 1, transaction)
              doors[mine].open()
              await doors[other].wait()
              try await take(other + 1, transaction)
            }
            return nil
          } catch {
            return error
          }
        }
      }
      return await group.reduce(into: []) { if let error = $1 { $0.append(error) } }
    }
  }

  private func take(_ number: Int, _ transaction: Transaction) async throws {
    try await transaction.execute("UPDATE seat SET taken = taken + 1 WHERE number = \(number)")
  }

  /// Reads all seats, lets somebody else take one meanwhile, and takes it too.
  private func collide(_ transaction: Transaction, meanwhile: () async throws -> Void) async throws
  {
    try await transaction.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    try await transaction.execute("SELECT taken FROM seat")
    try await meanwhile()
    try await take(1, transaction)
  }

  private func takeAside() async throws {
    try await owner.execute("UPDATE seat SET taken = taken + 1 WHERE number = 1")
  }

  @Test func `a deadlock fails one of the two, as something to be tried again`() async throws {
    let settings = TestDatabase.current.settings()
    let errors = await cross { body in
      let connection = Connection(settings)
      try await connection.transaction(body)
    }
    #expect(errors.count == 1)
    let error = errors.first as? DatabaseError
    #expect(error?.sqlState == .deadlockDetected)
    #expect(error?.isRetryable == true)
    #expect(error?.isConnectionFailure == false)
  }

  @Test func `a database runs the victim of a deadlock again`() async throws {
    let database = owner
    let errors = await cross { try await database.transaction($0) }
    #expect(errors.isEmpty)
    #expect(
      try await owner.values("SELECT taken FROM seat ORDER BY number", as: Int.self) == [2, 2])
  }

  @Test func `a serialization failure is something to be tried again`() async throws {
    let connection = Connection(TestDatabase.current.settings())
    let error = await #expect(throws: DatabaseError.self) {
      try await connection.transaction { transaction in
        try await collide(transaction) { try await takeAside() }
      }
    }
    #expect(error?.sqlState == .serializationFailure)
    #expect(error?.isRetryable == true)
  }

  @Test func `a database runs a transaction again after a serialization failure`() async throws {
    let attempts = Mutex(0)
    try await owner.transaction { transaction in
      let attempt = attempts.withLock { attempts in
        attempts += 1
        return attempts
      }
      try await collide(transaction) { if attempt == 1 { try await takeAside() } }
    }
    #expect(attempts.withLock(\.self) == 2)
    #expect(
      try await owner.values("SELECT taken FROM seat ORDER BY number", as: Int.self) == [2, 0])
  }

  @Test func `three attempts are all that there are`() async throws {
    let attempts = Mutex(0)
    let error = await #expect(throws: DatabaseError.self) {
      try await owner.transaction { transaction in
        attempts.withLock { $0 += 1 }
        try await collide(transaction) { try await takeAside() }
      }
    }
    #expect(error?.sqlState == .serializationFailure)
    #expect(attempts.withLock(\.self) == 3)
  }

  @Test func `any other failure is not tried again`() async throws {
    let attempts = Mutex(0)
    await #expect(throws: DatabaseError.self) {
      try await owner.transaction { transaction in
        attempts.withLock { $0 += 1 }
        try await transaction.execute("INSERT INTO seat VALUES (1, 0)")
      }
    }
    #expect(attempts.withLock(\.self) == 1)
  }
}
