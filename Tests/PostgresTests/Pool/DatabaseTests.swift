import DatabaseTesting
import Synchronization
import Testing

@testable import Postgres

@Suite(.database, .timeLimit(.minutes(1))) struct DatabaseTests {
  /// A pool whose callers wait for as long as the test takes.
  private func database(
    poolSize: Int, patience: Duration = .seconds(60), name: String = "test"
  ) -> Database {
    Database(
      TestDatabase.current.settings(applicationName: name), poolSize: poolSize, patience: patience)
  }

  /// Takes a connection and holds it until the latch opens; returns once it is held.
  private func hold(_ database: Database, until latch: Latch) async -> Task<Void, any Error> {
    let isHeld = Latch()
    let task = Task {
      try await database.transaction { _ in
        isHeld.open()
        await latch.wait()
      }
    }
    await isHeld.wait()
    return task
  }

  @Test func `a thousand queries at once through four connections are all answered rightly`()
    async throws
  {
    let database = database(poolSize: 4, name: "four")
    let backends = try await withThrowingTaskGroup(of: Int32.self) { group in
      for number in 0..<1_000 {
        group.addTask {
          let pair = try await database.first(
            "SELECT \(number), pg_backend_pid()", as: Pair<Int, Int32>.self)
          #expect(pair?.first == number)
          return pair?.second ?? 0
        }
      }
      return try await group.reduce(into: Set<Int32>()) { $0.insert($1) }
    }
    #expect(backends.count <= 4)
    #expect(database.statistics == PoolStatistics(inUse: 0, waiting: 0, limit: 4))
    await database.close()
  }

  @Test func `connections are made when they are needed, and used again`() async throws {
    let database = database(poolSize: 4)
    let first = try await Backend.of(database)
    for _ in 0..<5 { #expect(try await Backend.of(database) == first) }
    await database.close()
  }

  @Test func `who comes first is served first`() async throws {
    let database = database(poolSize: 1)
    let latch = Latch()
    let holder = await hold(database, until: latch)
    let line = OrderedLine()
    try await withThrowingDiscardingTaskGroup { group in
      for number in 1...10 {
        group.addTask {
          try await database.transaction { _ in line.append(number) }
        }
        #expect(await eventually { database.statistics.waiting == number })
      }
      #expect(line.numbers == [])
      latch.open()
    }
    #expect(line.numbers == Array(1...10))
    try await holder.value
    await database.close()
  }

  @Test func `the statistics tell who holds and who waits`() async throws {
    let database = database(poolSize: 2)
    let latch = Latch()
    let holders = [await hold(database, until: latch), await hold(database, until: latch)]
    let waiter = Task { try await database.value("SELECT 1", as: Int.self) }
    #expect(await eventually { database.statistics.waiting == 1 })
    #expect(database.statistics == PoolStatistics(inUse: 2, waiting: 1, limit: 2))
    latch.open()
    for holder in holders { try await holder.value }
    #expect(try await waiter.value == 1)
    #expect(database.statistics == PoolStatistics(inUse: 0, waiting: 0, limit: 2))
    await database.close()
  }

  @Test func `a caller whose patience is over is told, again and again`() async throws {
    let database = database(poolSize: 1, patience: .milliseconds(40))
    let latch = Latch()
    let holder = await hold(database, until: latch)
    for _ in 0..<3 {
      let start = ContinuousClock.now
      let error = await #expect(throws: PoolExhausted.self) {
        try await database.execute("SELECT 1")
      }
      #expect(error?.limit == 1)
      #expect(ContinuousClock.now - start >= .milliseconds(40))
    }
    #expect(database.statistics == PoolStatistics(inUse: 1, waiting: 0, limit: 1))
    latch.open()
    try await holder.value
    #expect(try await database.value("SELECT 1", as: Int.self) == 1)
    await database.close()
  }

  @Test func `where too many wait already, the next is told at once`() async throws {
    let database = database(poolSize: 1)
    let latch = Latch()
    let holder = await hold(database, until: latch)
    let waiters = (0..<250).map { _ in Task { try await database.execute("SELECT 1") } }
    #expect(await eventually { database.statistics.waiting == 250 })
    let error = await #expect(throws: PoolExhausted.self) { try await database.execute("SELECT 1") }
    #expect(error?.waiting == 250)
    latch.open()
    for waiter in waiters { #expect(try await waiter.value == 1) }
    try await holder.value
    await database.close()
  }

  @Test func `a cancelled caller leaves the line, and those behind keep their places`() async throws
  {
    let database = database(poolSize: 1)
    let latch = Latch()
    let holder = await hold(database, until: latch)
    let leaver = Task { try await database.execute("SELECT 1") }
    #expect(await eventually { database.statistics.waiting == 1 })
    let stayer = Task { try await database.value("SELECT 2", as: Int.self) }
    #expect(await eventually { database.statistics.waiting == 2 })
    leaver.cancel()
    await #expect(throws: CancellationError.self) { try await leaver.value }
    #expect(database.statistics.waiting == 1)
    latch.open()
    #expect(try await stayer.value == 2)
    try await holder.value
    #expect(database.statistics == PoolStatistics(inUse: 0, waiting: 0, limit: 1))
    await database.close()
  }

  @Test func `patience ends for who joins after everyone before has left`() async throws {
    let database = database(poolSize: 1, patience: .milliseconds(80))
    let latch = Latch()
    let holder = await hold(database, until: latch)
    for _ in 0..<20 {
      let leaver = Task { try await database.execute("SELECT 1") }
      #expect(await eventually { database.statistics.waiting == 1 })
      leaver.cancel()
      await #expect(throws: (any Error).self) { try await leaver.value }
    }
    await #expect(throws: PoolExhausted.self) { try await database.execute("SELECT 1") }
    latch.open()
    try await holder.value
    await database.close()
  }

  @Test func `a body that throws gives its connection back`() async throws {
    let database = database(poolSize: 1)
    for _ in 0..<3 {
      await #expect(throws: OnPurpose.self) {
        try await database.transaction { _ in throw OnPurpose() }
      }
      await #expect(throws: DatabaseError.self) { try await database.execute("SELECT 1 / 0") }
      await #expect(throws: ColumnMismatch.self) {
        try await database.value("SELECT 'a'", as: Int.self)
      }
    }
    #expect(database.statistics.inUse == 0)
    #expect(try await database.value("SELECT 1", as: Int.self) == 1)
    await database.close()
  }

  @Test
  func `closing ends idle sessions at once, others when they come back, and refuses the rest`()
    async throws
  {
    let database = database(poolSize: 2, name: "closing")
    let latch = Latch()
    let holder = await hold(database, until: latch)
    #expect(try await database.value("SELECT 1", as: Int.self) == 1)
    await database.close()
    await #expect(throws: DatabaseUnavailable.self) { try await database.execute("SELECT 1") }
    #expect(database.statistics.inUse == 1)
    latch.open()
    try await holder.value
    #expect(try await eventually { try await Backend.named("closing") == nil })
    await #expect(throws: DatabaseUnavailable.self) { try await database.execute("SELECT 1") }
  }

  @Test func `who waits when the pool is closed is still served`() async throws {
    let database = database(poolSize: 1, name: "closing")
    let latch = Latch()
    let holder = await hold(database, until: latch)
    let waiter = Task { try await database.value("SELECT 1", as: Int.self) }
    #expect(await eventually { database.statistics.waiting == 1 })
    await database.close()
    latch.open()
    #expect(try await waiter.value == 1)
    try await holder.value
    #expect(try await eventually { try await Backend.named("closing") == nil })
  }
}

/// The one error of these tests that no code under test makes.
struct OnPurpose: Error {}

/// Numbers in the order in which they were appended, from any task.
private final class OrderedLine: Sendable {
  private let state = Mutex<[Int]>([])

  var numbers: [Int] { state.withLock { $0 } }

  func append(_ number: Int) {
    state.withLock { $0.append(number) }
  }
}
