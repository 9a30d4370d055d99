import Synchronization

/// Lets callers that come at the same time share one round trip to the database.
///
/// What arrives while a batch is on its way forms the next one. There is no timer, so a lone caller
/// never waits for company. Each lane is a connection of its own, on whose thread a batch is made,
/// sent and read: callers are handed over to it and back, and to nobody else. A further lane is
/// used for a crowd only: a small batch costs nearly as much as a large one. The line is bounded:
/// beyond it a caller is refused at once.
package final class SharedTrip<Item: Sendable, Outcome: Sendable>: Sendable {
  /// Makes the trip for a batch and returns what became of each item, in the same order.
  package typealias Go = @Sendable ([Item], Connection) async -> [Result<Outcome, any Error>]

  private struct Waiting: Sendable {
    let item: Item
    let continuation: CheckedContinuation<Outcome, any Error>
  }

  private struct State {
    var line: [Waiting] = []
    var idleLanes: [Connection]
  }

  private enum Entrance {
    case refused
    case waiting
    case takes(Connection)
  }

  private let lanes: Int
  private let crowd: Int
  private let largestBatch: Int
  private let longestLine: Int
  private let go: Go
  private let state: Mutex<State>

  /// - Parameters:
  ///   - lanes: The connections, which belong to this line from now on.
  ///   - crowd: How many items must wait before a batch is begun beside another.
  ///   - largestBatch: How many items a batch has at most.
  ///   - longestLine: How many items may wait.
  package init(
    lanes: [Connection], crowd: Int, largestBatch: Int, longestLine: Int, go: @escaping Go
  ) {
    self.lanes = lanes.count
    self.crowd = crowd
    self.largestBatch = largestBatch
    self.longestLine = longestLine
    self.go = go
    state = Mutex(State(idleLanes: lanes))
  }

  /// Takes the item along with whatever else is there, and returns what became of it.
  ///
  /// A caller that is cancelled still waits: what was handed in is done. Throws ``LineIsFull``, or
  /// what `go` says of this item.
  package func submit(_ item: Item) async throws -> Outcome {
    try await withCheckedThrowingContinuation { continuation in
      switch enter(Waiting(item: item, continuation: continuation)) {
      case .refused: continuation.resume(throwing: LineIsFull(limit: longestLine))
      case .waiting: break
      case .takes(let lane):
        // Detached: a batch serves many callers, and is part of nobody's request.
        Task.detached(executorPreference: lane.executor) { await self.goUntilEmpty(on: lane) }
      }
    }
  }

  /// How many items wait for the next batch.
  package var waiting: Int { state.withLock { $0.line.count } }

  private func enter(_ waiting: Waiting) -> Entrance {
    state.withLock { state in
      guard state.line.count < longestLine else { return .refused }
      state.line.append(waiting)
      let isFirst = state.idleLanes.count == lanes
      guard isFirst || state.line.count >= crowd, let lane = state.idleLanes.popLast() else {
        return .waiting
      }
      return .takes(lane)
    }
  }

  private func goUntilEmpty(on lane: isolated Connection) async {
    while let batch = nextBatch(of: lane) {
      let outcomes = await go(batch.map(\.item), lane)
      precondition(outcomes.count == batch.count, "every item of a batch has an outcome")
      for (waiting, outcome) in zip(batch, outcomes) { waiting.continuation.resume(with: outcome) }
    }
  }

  /// Takes what waits; nil, which leaves the lane idle, where nothing does, or too little while
  /// another lane is there to take it.
  private func nextBatch(of lane: Connection) -> [Waiting]? {
    state.withLock { state in
      let isLast = state.idleLanes.count == lanes - 1
      guard state.line.count >= (isLast ? 1 : crowd) else {
        state.idleLanes.append(lane)
        return nil
      }
      let batch = Array(state.line.prefix(largestBatch))
      state.line.removeFirst(batch.count)
      return batch
    }
  }
}

/// As many items wait as may wait.
package struct LineIsFull: Error, CustomStringConvertible {
  /// How many may wait.
  let limit: Int

  package var description: String { "\(limit) items wait already" }
}
