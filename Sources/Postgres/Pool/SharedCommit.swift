import Synchronization

/// Lets callers that come at the same time share one commit.
///
/// What arrives while a batch is being written forms the next one. There is no timer, so a lone
/// caller never waits for company. Several batches may be written at a time, but only for a crowd:
/// small ones cost nearly as much as large ones. The line is bounded: beyond it a caller is refused
/// at once.
package final class SharedCommit<Item: Sendable, Outcome: Sendable>: Sendable {
  /// Writes a batch and returns what became of each item, in the same order.
  package typealias Write = @Sendable ([Item]) async -> [Result<Outcome, any Error>]

  private struct Waiting: Sendable {
    let item: Item
    let continuation: CheckedContinuation<Outcome, any Error>
  }

  private struct State {
    var line: [Waiting] = []
    var writers = 0
  }

  private enum Entrance {
    case refused
    case waiting
    case needsWriter
  }

  private let writers: Int
  private let crowd: Int
  private let largestBatch: Int
  private let longestLine: Int
  private let write: Write
  private let state = Mutex(State())

  /// - Parameters:
  ///   - writers: How many batches may be written at a time.
  ///   - crowd: How many items must wait before a batch is begun beside another.
  ///   - largestBatch: How many items a batch has at most.
  ///   - longestLine: How many items may wait.
  package init(
    writers: Int, crowd: Int, largestBatch: Int, longestLine: Int, write: @escaping Write
  ) {
    self.writers = writers
    self.crowd = crowd
    self.largestBatch = largestBatch
    self.longestLine = longestLine
    self.write = write
  }

  /// Has the item written with whatever else is there, and returns what became of it.
  ///
  /// A caller that is cancelled still waits: what was handed in is written. Throws ``LineIsFull``,
  /// or what `write` says of this item.
  package func submit(_ item: Item) async throws -> Outcome {
    try await withCheckedThrowingContinuation { continuation in
      switch enter(Waiting(item: item, continuation: continuation)) {
      case .refused: continuation.resume(throwing: LineIsFull(limit: longestLine))
      case .waiting: break
      // Detached: a writer serves many callers, and is part of nobody's request.
      case .needsWriter: Task.detached { await self.writeUntilEmpty() }
      }
    }
  }

  /// How many items wait to be written.
  package var waiting: Int { state.withLock { $0.line.count } }

  private func enter(_ waiting: Waiting) -> Entrance {
    state.withLock { state in
      guard state.line.count < longestLine else { return .refused }
      state.line.append(waiting)
      guard state.writers == 0 || (state.writers < writers && state.line.count >= crowd) else {
        return .waiting
      }
      state.writers += 1
      return .needsWriter
    }
  }

  private func writeUntilEmpty() async {
    while let batch = nextBatch() {
      let outcomes = await write(batch.map(\.item))
      precondition(outcomes.count == batch.count, "every item of a batch has an outcome")
      for (waiting, outcome) in zip(batch, outcomes) { waiting.continuation.resume(with: outcome) }
    }
  }

  /// Takes what waits; nil, which ends the writer, where nothing does, or too little while another
  /// is there to take it.
  private func nextBatch() -> [Waiting]? {
    state.withLock { state in
      guard state.line.count >= (state.writers == 1 ? 1 : crowd) else {
        state.writers -= 1
        return nil
      }
      let batch = Array(state.line.prefix(largestBatch))
      state.line.removeFirst(batch.count)
      return batch
    }
  }
}

/// As many items wait to be written as may wait.
package struct LineIsFull: Error, CustomStringConvertible {
  /// How many may wait.
  let limit: Int

  package var description: String { "\(limit) items wait to be written already" }
}
