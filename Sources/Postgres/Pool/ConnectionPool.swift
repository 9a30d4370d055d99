import Synchronization

/// Connections that callers take turns with, first come, first served.
///
/// Both sides are bounded: there are at most `limit` connections, at most `limit` × 250 callers
/// wait, and none of them longer than `patience`. Beyond that the caller is told at once.
final class ConnectionPool: Sendable {
  private struct State {
    var idle: [Connection] = []
    /// Those beside the pool, which others have.
    var lanes: [Connection] = []
    var made = 0
    var inUse = 0
    var waiters = WaitingLine()
    /// True while a task looks after those whose patience ends.
    var hasReaper = false
    var isClosed = false
  }

  private let limit: Int
  private let patience: Duration
  private let make: @Sendable () -> Connection
  private let state = Mutex(State())

  init(limit: Int, patience: Duration, make: @escaping @Sendable () -> Connection) {
    self.limit = limit
    self.patience = patience
    self.make = make
  }

  var statistics: PoolStatistics {
    state.withLock {
      PoolStatistics(inUse: $0.inUse, waiting: $0.waiters.count, limit: limit)
    }
  }

  /// Lends a connection for as long as `body` runs.
  func withConnection<Value: Sendable>(
    _ body: @Sendable (Connection) async throws -> Value
  ) async throws -> Value {
    let connection = try await take()
    do {
      let value = try await body(connection)
      await giveBack(connection)
      return value
    } catch {
      await giveBack(connection)
      throw error
    }
  }

  /// Makes a connection that is nobody's but the caller's.
  func makeStranger() -> Connection { make() }

  /// Makes a connection beside the pool, which is closed with it.
  func makeLane() -> Connection {
    let lane = make()
    state.withLock { $0.lanes.append(lane) }
    return lane
  }

  /// Closes what is idle now, and the rest as it comes back. Who waits already is still served;
  /// whoever comes later is refused.
  func close() async {
    let unused = state.withLock { state in
      state.isClosed = true
      defer { (state.idle, state.lanes) = ([], []) }
      return state.idle + state.lanes
    }
    for connection in unused { await connection.close() }
  }
}

// MARK: - Taking and giving back

extension ConnectionPool {
  private func take() async throws -> Connection {
    if let connection = try takeIdle() { return connection }
    let ticket = state.withLock { $0.waiters.draw() }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        wait(ticket, continuation)
      }
    } onCancel: {
      state.withLock { $0.waiters.leave(ticket) }?.resume(throwing: CancellationError())
    }
  }

  private func takeIdle() throws -> Connection? {
    try state.withLock { state in
      if state.isClosed { throw DatabaseUnavailable(reason: "its connections have been closed") }
      guard let connection = state.idle.popLast() ?? makeOne(&state) else { return nil }
      state.inUse += 1
      return connection
    }
  }

  private func makeOne(_ state: inout State) -> Connection? {
    guard state.made < limit else { return nil }
    state.made += 1
    return make()
  }

  /// Puts the caller in the line, unless a connection has come free or the line is too long.
  private func wait(
    _ ticket: WaitingLine.Ticket, _ continuation: WaitingLine.Continuation
  ) {
    enum Outcome {
      case served(Connection)
      case refused(any Error)
      case waiting(startsReaper: Bool)
    }
    let outcome: Outcome = state.withLock { state in
      if let connection = state.idle.popLast() {
        state.waiters.leave(ticket)
        state.inUse += 1
        return .served(connection)
      }
      guard !state.isClosed, state.waiters.count < limit * 250 else {
        state.waiters.leave(ticket)
        return .refused(PoolExhausted(limit: limit, waiting: state.waiters.count))
      }
      let hasJoined = state.waiters.join(
        ticket, until: ContinuousClock.now + patience, continuation)
      guard hasJoined else { return .refused(CancellationError()) }
      defer { state.hasReaper = true }
      return .waiting(startsReaper: !state.hasReaper)
    }
    switch outcome {
    case .served(let connection): continuation.resume(returning: connection)
    case .refused(let error): continuation.resume(throwing: error)
    case .waiting(let startsReaper): if startsReaper { Task { await sendAwayTheLate() } }
    }
  }

  /// Ends the waiting of those whose patience is over, for as long as anybody waits.
  private func sendAwayTheLate() async {
    while let deadline = nextDeadline() {
      // A sleep that is cancelled only looks again earlier.
      try? await Task.sleep(until: deadline, clock: .continuous)
      let (late, waiting) = state.withLock {
        ($0.waiters.removeLate(at: .now), $0.waiters.count)
      }
      for continuation in late {
        continuation.resume(throwing: PoolExhausted(limit: limit, waiting: waiting))
      }
    }
  }

  /// When the first in the line becomes late; nil, and the reaper's end, where nobody waits.
  private func nextDeadline() -> ContinuousClock.Instant? {
    state.withLock { state in
      let deadline = state.waiters.firstDeadline
      state.hasReaper = deadline != nil
      return deadline
    }
  }

  private func giveBack(_ connection: Connection) async {
    enum Outcome {
      case handedTo(WaitingLine.Continuation)
      case kept
      case closing
    }
    let outcome: Outcome = state.withLock { state in
      if let next = state.waiters.removeFirst() { return .handedTo(next) }
      state.inUse -= 1
      if state.isClosed { return .closing }
      state.idle.append(connection)
      return .kept
    }
    switch outcome {
    case .handedTo(let continuation): continuation.resume(returning: connection)
    case .kept: break
    case .closing: await connection.close()
    }
  }
}
