import Synchronization

/// Something that does not end before it is told to, and does not listen to cancellation: a
/// database that hangs.
final class Hanging: Sendable {
  private struct State {
    var hasEnded = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  func wait() async {
    await withCheckedContinuation { continuation in
      let hasEnded = state.withLock { state in
        if !state.hasEnded { state.waiting.append(continuation) }
        return state.hasEnded
      }
      if hasEnded { continuation.resume() }
    }
  }

  func end() {
    let waiting = state.withLock { state in
      state.hasEnded = true
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}
