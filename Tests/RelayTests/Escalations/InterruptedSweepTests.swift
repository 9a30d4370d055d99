import DatabaseTesting
import Domain
import Postgres
import Synchronization
import Testing

@testable import Relay

@Suite(.database, .timeLimit(.minutes(1))) struct InterruptedSweepTests {
  /// The lock that somebody holds on one ticket, as an open transaction would.
  private static let lock = 4711
  private static let isLocked: Query = "pg_advisory_xact_lock(\(lock)) IS NOT NULL"

  /// A sweeper that writes down what it is given, and loses its connection in the first `losses`
  /// batches.
  private func sweeper(losing losses: Int) -> Sweeper {
    let left = Atomic(losses)
    return Sweeper(database: RelayDatabase.incidents, interval: .seconds(3_600)) {
      let isLost = left.subtract(1, ordering: .relaxed).oldValue > 0
      return try await RelayDatabase.note(
        $0, while: isLost ? "pg_terminate_backend(pg_backend_pid())" : "TRUE", $1)
    }
  }

  @Test func `a lost connection is not the fault of the rows`() async throws {
    try await RelayDatabase.makeNotebook()
    try await RelayDatabase.enqueue(1...3)
    let sweeper = sweeper(losing: 1)
    let error = await #expect(throws: DatabaseError.self) { try await sweeper.sweep() }
    #expect(error?.isConnectionFailure == true)
    #expect(try await RelayDatabase.queue() == (1...3).map { .init(ticketID: $0) })
    #expect(try await sweeper.sweep() == 3)
    #expect(try await RelayDatabase.noted() == [1, 2, 3])
  }

  @Test func `a running sweeper that loses its connection begins again by itself`() async throws {
    try await RelayDatabase.makeNotebook()
    try await RelayDatabase.enqueue(1...3)
    try await running(sweeper(losing: 2)) {
      let isDrained = try await RelayDatabase.isDrained()
      #expect(isDrained)
    }
    #expect(try await RelayDatabase.noted() == [1, 2, 3])
  }

  @Test func `a sweep that is cancelled is not the fault of the rows`() async throws {
    try await RelayDatabase.makeNotebook()
    try await RelayDatabase.enqueue(1...3)
    let begun = Count()
    let sweeper = Sweeper(database: RelayDatabase.incidents, interval: .seconds(3_600)) {
      begun.up()
      return try await RelayDatabase.note($0, while: Self.isLocked, $1)
    }
    try await RelayDatabase.owner.transaction { holder in
      try await holder.execute("SELECT pg_advisory_xact_lock(\(Self.lock))")
      let sweep = Task { try await sweeper.sweep() }
      #expect(await eventually { begun.now == 1 })
      sweep.cancel()
      await #expect(throws: (any Error).self) { try await sweep.value }
    }
    #expect(try await RelayDatabase.queue() == (1...3).map { .init(ticketID: $0) })
  }

  @Test func `a row that somebody holds up for too long is put off, and stops nobody`()
    async throws
  {
    try await RelayDatabase.makeNotebook()
    try await RelayDatabase.enqueue(1...3)
    var settings = TestDatabase.current.settings(role: "incident_service")
    settings.statementTimeout = .milliseconds(200)
    let sweeper = Sweeper(database: Database(settings), interval: .seconds(3_600)) {
      try await RelayDatabase.note(
        $0, while: "CASE ticket_id WHEN 2 THEN \(Self.isLocked) ELSE TRUE END", $1)
    }
    try await RelayDatabase.owner.transaction { holder in
      try await holder.execute("SELECT pg_advisory_xact_lock(\(Self.lock))")
      try await sweeper.sweep()
    }
    #expect(try await RelayDatabase.noted() == [1, 3])
    let queue = try await RelayDatabase.queue()
    #expect(queue.map(\.ticketID) == [2])
    #expect(queue.map(\.attempts) == [1])
    #expect(queue.first?.error?.hasPrefix("57014") == true)
  }
}
