/// Waits for something, but not for ever.
package struct TimeLimit: Sendable {
  private let limit: Duration

  package init(_ limit: Duration) { self.limit = limit }

  /// What `operation` answers, or `nil` where it did not in time, or the task was cancelled. It is
  /// cancelled then, and nobody waits for its end: a task group would, and something that hangs
  /// does not listen to cancellation.
  package func result<Value: Sendable>(
    of operation: @escaping @Sendable () async -> Value
  ) async -> Value? {
    let (answers, answer) = AsyncStream.makeStream(of: Value?.self)
    let work = Task { answer.yield(await operation()) }
    let clock = Task {
      try? await Task.sleep(for: limit)
      answer.yield(nil)
    }
    defer {
      work.cancel()
      clock.cancel()
    }
    return await answers.first { _ in true } ?? nil
  }
}
