import DatabaseTesting
import Domain
import Postgres
import ServiceLifecycle
import Synchronization
import Testing

@testable import Relay

@Suite(.database, .timeLimit(.minutes(2))) struct SweeperTests {
  @Test func `a sweep goes on until the queue is empty`() async throws {
    try await RelayDatabase.enqueue(1...1_200)
    try await RelayDatabase.makeNotebook()
    let batches = Mutex<[Int]>([])
    let sweeper = Sweeper(database: RelayDatabase.incidents, interval: .seconds(3_600)) {
      let taken = try await RelayDatabase.note($0, $1)
      batches.withLock { $0.append(taken.count) }
      return taken
    }
    #expect(try await sweeper.sweep() == 1_200)
    #expect(batches.withLock { $0 } == [500, 500, 200])
    #expect(try await RelayDatabase.noted() == Array(1...1_200))
    #expect(try await RelayDatabase.queue() == [])
    #expect(try await sweeper.sweep() == 0)
  }

  @Test func `many sweepers side by side take every row exactly once`() async throws {
    try await RelayDatabase.makeNotebook()
    try await withThrowingTaskGroup { group in
      for name in 1...4 {
        let sweeper = Sweeper(database: RelayDatabase.incidents, interval: .seconds(3_600)) {
          try await RelayDatabase.note($0, by: name, $1)
        }
        group.addTask {
          var taken = 0
          // Rows come while it sweeps, so it sweeps again until all were taken by somebody.
          while try await RelayDatabase.noted().count < 2_000 { taken += try await sweeper.sweep() }
          return taken
        }
      }
      for first in stride(from: Int64(1), to: 2_000, by: 50) {
        try await RelayDatabase.enqueue(first..<(first + 50))
      }
      var total = 0
      for try await taken in group { total += taken }
      #expect(total == 2_000)
    }
    #expect(try await RelayDatabase.noted() == Array(1...2_000))
    #expect(try await RelayDatabase.queue() == [])
  }

  @Test func `a running sweeper sweeps at once, and whenever it is woken`() async throws {
    try await RelayDatabase.makeNotebook()
    try await RelayDatabase.enqueue(1...3)
    let sweeper = Sweeper(database: RelayDatabase.incidents, interval: .seconds(3_600)) {
      try await RelayDatabase.note($0, $1)
    }
    try await running(sweeper) {
      #expect(try await RelayDatabase.isDrained())
      try await RelayDatabase.enqueue([4])
      sweeper.wakeUp.ring()
      #expect(try await RelayDatabase.isDrained())
    }
  }

  @Test func `a running sweeper that nobody wakes sweeps by its timer`() async throws {
    try await RelayDatabase.makeNotebook()
    let sweeper = Sweeper(database: RelayDatabase.incidents, interval: .milliseconds(20)) {
      try await RelayDatabase.note($0, $1)
    }
    try await running(sweeper) {
      for ticket in Int64(1)...3 {
        try await RelayDatabase.enqueue([ticket])
        #expect(try await RelayDatabase.isDrained())
      }
    }
  }

  @Test func `a shutdown lets the batch in hand be finished and leaves the rest`() async throws {
    try await RelayDatabase.enqueue(1...1_200)
    try await RelayDatabase.makeNotebook()
    let (begun, mayEnd) = (Count(), Latch())
    let sweeper = Sweeper(database: RelayDatabase.incidents, interval: .seconds(3_600)) {
      begun.up()
      await mayEnd.wait()
      return try await RelayDatabase.note($0, $1)
    }
    let group = ServiceGroup(services: [sweeper], logger: .silent)
    async let end: Void = group.run()
    #expect(await eventually { begun.now == 1 })
    await group.triggerGracefulShutdown()
    mayEnd.open()
    try await end
    #expect(try await RelayDatabase.noted() == Array(1...500))
    #expect(try await RelayDatabase.queue().count == 700)
  }
}
