import Synchronization

/// The counts of a running import, written by every request and read by the progress bar.
package final class Scoreboard: Sendable {
  private let state = Mutex((tally: Tally(), position: 0))

  package init() {}

  /// The counts so far.
  package var tally: Tally { state.withLock { $0.tally } }

  /// How far the file was read, in bytes on disk.
  package var position: Int { state.withLock { $0.position } }

  /// Changes the counts and answers them as they then are.
  @discardableResult
  package func count(_ change: (inout Tally) -> Void) -> Tally {
    state.withLock { state in
      change(&state.tally)
      return state.tally
    }
  }

  /// Notes how far the file was read.
  package func reached(_ position: Int) {
    state.withLock { $0.position = position }
  }
}
