import DatabaseTesting
import Synchronization
import Testing

@testable import Postgres

@Suite struct SharedCommitTests {
  /// A writer that notes its batches, and holds the first one up until it may go on.
  private final class Book: Sendable {
    let batches = Mutex<[[Int]]>([])
    let begun = Latch()
    let mayGoOn = Latch()

    func write(_ items: [Int]) async -> [Result<Int, any Error>] {
      batches.withLock { $0.append(items) }
      begun.open()
      await mayGoOn.wait()
      return items.map { $0 < 0 ? .failure(Refused()) : .success($0 * 10) }
    }

    struct Refused: Error {}
  }

  private func shared(
    _ book: Book, writers: Int = 1, longestLine: Int = 100
  ) -> SharedCommit<Int, Int> {
    SharedCommit(
      writers: writers, crowd: 2, largestBatch: 3, longestLine: longestLine, write: book.write)
  }

  @Test func `a lone item is written at once, by itself`() async throws {
    let book = Book()
    book.mayGoOn.open()
    #expect(try await shared(book).submit(7) == 70)
    #expect(book.batches.withLock { $0 } == [[7]])
  }

  @Test func `what comes while a batch is written forms the next ones, in order`() async throws {
    let book = Book()
    let commit = shared(book)
    async let first = commit.submit(0)
    await book.begun.wait()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for item in 1...5 {
        group.addTask {
          let outcome = try await commit.submit(item)
          #expect(outcome == item * 10)
        }
        #expect(await eventually { commit.waiting == item })
      }
      book.mayGoOn.open()
      try await group.waitForAll()
    }
    #expect(try await first == 0)
    #expect(book.batches.withLock { $0 } == [[0], [1, 2, 3], [4, 5]])
  }

  @Test func `an item that is refused fails alone`() async throws {
    let book = Book()
    let commit = shared(book)
    async let first = commit.submit(0)
    await book.begun.wait()
    async let good = commit.submit(1)
    let bad = Task { try await commit.submit(-1) }
    #expect(await eventually { commit.waiting == 2 })
    book.mayGoOn.open()
    #expect(try await good == 10)
    await #expect(throws: Book.Refused.self) { try await bad.value }
    #expect(try await first == 0)
    #expect(book.batches.withLock { $0.count } == 2)
  }

  @Test func `a caller is refused at once where the line is full`() async throws {
    let book = Book()
    let commit = shared(book, longestLine: 1)
    async let first = commit.submit(0)
    await book.begun.wait()
    async let second = commit.submit(1)
    #expect(await eventually { commit.waiting == 1 })
    await #expect(throws: LineIsFull.self) { _ = try await commit.submit(2) }
    book.mayGoOn.open()
    let outcomes = try await [first, second]
    #expect(outcomes == [0, 10])
  }

  @Test func `an item whose caller goes away is written all the same`() async throws {
    let book = Book()
    let commit = shared(book)
    let caller = Task { try await commit.submit(5) }
    await book.begun.wait()
    caller.cancel()
    book.mayGoOn.open()
    #expect(try await caller.value == 50)
  }

  @Test func `a batch is begun beside another only for a crowd`() async throws {
    let book = Book()
    let commit = shared(book, writers: 2)
    async let first = commit.submit(0)
    await book.begun.wait()
    async let second = commit.submit(1)
    #expect(await eventually { commit.waiting == 1 })
    #expect(book.batches.withLock { $0 } == [[0]])
    async let third = commit.submit(2)
    #expect(await eventually { book.batches.withLock { $0.count } == 2 })
    #expect(book.batches.withLock { $0.last } == [1, 2])
    // The largest number of writers is at work.
    async let fourth = commit.submit(3)
    async let fifth = commit.submit(4)
    #expect(await eventually { commit.waiting == 2 })
    #expect(book.batches.withLock { $0.count } == 2)
    book.mayGoOn.open()
    let outcomes = try await [first, second, third, fourth, fifth]
    #expect(outcomes == [0, 10, 20, 30, 40])
  }
}
