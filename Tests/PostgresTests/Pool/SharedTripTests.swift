import DatabaseTesting
import Synchronization
import Testing

@testable import Postgres

@Suite struct SharedTripTests {
  /// What notes its batches, and holds the first one up until it may go on.
  private final class Book: Sendable {
    let batches = Mutex<[[Int]]>([])
    let begun = Latch()
    let mayGoOn = Latch()

    func go(_ items: [Int], _ lane: Connection) async -> [Result<Int, any Error>] {
      batches.withLock { $0.append(items) }
      begun.open()
      await mayGoOn.wait()
      return items.map { $0 < 0 ? .failure(Refused()) : .success($0 * 10) }
    }

    struct Refused: Error {}
  }

  private func shared(
    _ book: Book, lanes: Int = 1, longestLine: Int = 100
  ) -> SharedTrip<Int, Int> {
    // Nothing is sent, so nothing is connected.
    let settings = ConnectionSettings(url: "", applicationName: "nobody")
    return SharedTrip(
      lanes: (0..<lanes).map { _ in Connection(settings) }, crowd: 2, largestBatch: 3,
      longestLine: longestLine, go: book.go)
  }

  @Test func `a lone item goes at once, by itself`() async throws {
    let book = Book()
    book.mayGoOn.open()
    #expect(try await shared(book).submit(7) == 70)
    #expect(book.batches.withLock { $0 } == [[7]])
  }

  @Test func `what comes while a batch is on its way forms the next ones, in order`() async throws {
    let book = Book()
    let trip = shared(book)
    async let first = trip.submit(0)
    await book.begun.wait()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for item in 1...5 {
        group.addTask {
          let outcome = try await trip.submit(item)
          #expect(outcome == item * 10)
        }
        #expect(await eventually { trip.waiting == item })
      }
      book.mayGoOn.open()
      try await group.waitForAll()
    }
    #expect(try await first == 0)
    #expect(book.batches.withLock { $0 } == [[0], [1, 2, 3], [4, 5]])
  }

  @Test func `an item that is refused fails alone`() async throws {
    let book = Book()
    let trip = shared(book)
    async let first = trip.submit(0)
    await book.begun.wait()
    async let good = trip.submit(1)
    let bad = Task { try await trip.submit(-1) }
    #expect(await eventually { trip.waiting == 2 })
    book.mayGoOn.open()
    #expect(try await good == 10)
    await #expect(throws: Book.Refused.self) { try await bad.value }
    #expect(try await first == 0)
    #expect(book.batches.withLock { $0.count } == 2)
  }

  @Test func `a caller is refused at once where the line is full`() async throws {
    let book = Book()
    let trip = shared(book, longestLine: 1)
    async let first = trip.submit(0)
    await book.begun.wait()
    async let second = trip.submit(1)
    #expect(await eventually { trip.waiting == 1 })
    await #expect(throws: LineIsFull.self) { _ = try await trip.submit(2) }
    book.mayGoOn.open()
    let outcomes = try await [first, second]
    #expect(outcomes == [0, 10])
  }

  @Test func `an item whose caller goes away goes all the same`() async throws {
    let book = Book()
    let trip = shared(book)
    let caller = Task { try await trip.submit(5) }
    await book.begun.wait()
    caller.cancel()
    book.mayGoOn.open()
    #expect(try await caller.value == 50)
  }

  @Test func `a batch is begun beside another only for a crowd`() async throws {
    let book = Book()
    let trip = shared(book, lanes: 2)
    async let first = trip.submit(0)
    await book.begun.wait()
    async let second = trip.submit(1)
    #expect(await eventually { trip.waiting == 1 })
    #expect(book.batches.withLock { $0 } == [[0]])
    async let third = trip.submit(2)
    #expect(await eventually { book.batches.withLock { $0.count } == 2 })
    #expect(book.batches.withLock { $0.last } == [1, 2])
    // Every lane is in use.
    async let fourth = trip.submit(3)
    async let fifth = trip.submit(4)
    #expect(await eventually { trip.waiting == 2 })
    #expect(book.batches.withLock { $0.count } == 2)
    book.mayGoOn.open()
    let outcomes = try await [first, second, third, fourth, fifth]
    #expect(outcomes == [0, 10, 20, 30, 40])
  }
}
