import Synchronization

/// Lets callers that ask the same at the same time share one answer.
///
/// Who asks while a question is being worked on waits for the next answer to it, which is worked
/// out once for all who wait: nobody is told what was true before they asked, and one question is
/// never worked on twice at a time. Different questions do not wait for one another.
final class SharedAnswer<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
  typealias Work = @Sendable (Question) async throws -> Answer

  private enum Turn: Sendable {
    /// Somebody else has worked it out.
    case answered(Result<Answer, any Error>)
    /// The caller works it out, for itself and these.
    case works(followers: [Waiting])
  }

  private typealias Waiting = CheckedContinuation<Turn, Never>

  private let work: Work
  /// Who waits for the next answer to a question that is being worked on.
  private let lines = Mutex<[Question: [Waiting]]>([:])

  init(_ work: @escaping Work) {
    self.work = work
  }

  /// The answer as it is from now on. Throws what the work throws.
  func ask(_ question: Question) async throws -> Answer {
    switch await turn(question) {
    case .answered(let result):
      return try result.get()
    case .works(let followers):
      let result: Result<Answer, any Error>
      do { result = .success(try await work(question)) } catch { result = .failure(error) }
      finish(question, result, followers)
      return try result.get()
    }
  }

  /// How many wait for the next answer to a question.
  func waiting(for question: Question) -> Int { lines.withLock { $0[question]?.count ?? 0 } }

  private func turn(_ question: Question) async -> Turn {
    await withCheckedContinuation { caller in
      let isFirst = lines.withLock { lines in
        guard lines[question] == nil else {
          lines[question]?.append(caller)
          return false
        }
        lines[question] = []
        return true
      }
      if isFirst { caller.resume(returning: .works(followers: [])) }
    }
  }

  /// Answers the followers, and has the first of those who came meanwhile work for the others.
  private func finish(
    _ question: Question, _ result: Result<Answer, any Error>, _ followers: [Waiting]
  ) {
    // A worker that was cancelled has no answer for the others.
    let isForAll = if case .failure(is CancellationError) = result { false } else { true }
    let next = lines.withLock { lines in
      let waiting = (isForAll ? [] : followers) + (lines[question] ?? [])
      lines[question] = waiting.isEmpty ? nil : []
      return waiting
    }
    if isForAll { for follower in followers { follower.resume(returning: .answered(result)) } }
    next.first?.resume(returning: .works(followers: Array(next.dropFirst())))
  }
}
