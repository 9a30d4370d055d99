import DatabaseTesting
import Synchronization
import Testing

@testable import Web

@Suite(.timeLimit(.minutes(1))) struct SharedAnswerTests {
  /// What works on questions: it notes them, and works on `slow` ones until it may go on.
  private final class Book: Sendable {
    let asked = Mutex<[String]>([])
    let mayGoOn = Latch()

    struct Refused: Error {}

    func work(_ question: String) async throws -> Int {
      let count = asked.withLock { asked in
        asked.append(question)
        return asked.count { $0 == question }
      }
      if question.hasPrefix("slow") { await mayGoOn.wait() }
      try Task.checkCancellation()
      if question.hasSuffix("bad") { throw Refused() }
      return count
    }
  }

  /// Asks so often at the same time, all but the first while the first is being worked on.
  private func ask(
    _ question: String, times: Int, _ book: Book, _ answers: SharedAnswer<String, Int>
  ) async -> [Task<Int, any Error>] {
    let first = Task { try await answers.ask(question) }
    _ = await eventually { book.asked.withLock { $0.contains(question) } }
    let others = (1..<times).map { _ in Task { try await answers.ask(question) } }
    #expect(await eventually { answers.waiting(for: question) == times - 1 })
    return [first] + others
  }

  @Test func `a lone caller has the work done each time`() async throws {
    let book = Book()
    let answers = SharedAnswer(book.work)
    #expect(try await answers.ask("a") == 1)
    #expect(try await answers.ask("a") == 2)
    #expect(try await answers.ask("b") == 1)
  }

  @Test func `those who come meanwhile share the next answer`() async throws {
    let book = Book()
    let answers = SharedAnswer(book.work)
    let callers = await ask("slow", times: 10, book, answers)
    book.mayGoOn.open()
    #expect(try await callers[0].value == 1)
    for caller in callers.dropFirst() { #expect(try await caller.value == 2) }
    #expect(book.asked.withLock { $0.count } == 2)
    #expect(answers.waiting(for: "slow") == 0)
  }

  @Test func `another question does not wait`() async throws {
    let book = Book()
    let answers = SharedAnswer(book.work)
    let callers = await ask("slow", times: 2, book, answers)
    #expect(try await answers.ask("quick") == 1)
    book.mayGoOn.open()
    for caller in callers { _ = try await caller.value }
  }

  @Test func `a failure is shared like an answer, and not kept`() async throws {
    let book = Book()
    let answers = SharedAnswer(book.work)
    let callers = await ask("slow and bad", times: 3, book, answers)
    book.mayGoOn.open()
    for caller in callers {
      await #expect(throws: Book.Refused.self) { try await caller.value }
    }
    await #expect(throws: Book.Refused.self) { try await answers.ask("slow and bad") }
    #expect(book.asked.withLock { $0.count } == 3)
  }

  @Test func `where the one who works goes away, another works for the rest`() async throws {
    let book = Book()
    let answers = SharedAnswer(book.work)
    let callers = await ask("slow", times: 4, book, answers)
    callers[0].cancel()
    callers[1].cancel()
    book.mayGoOn.open()
    await #expect(throws: CancellationError.self) { try await callers[0].value }
    #expect(try await callers[2].value >= 2)
    #expect(try await callers[3].value >= 2)
  }
}
