import Synchronization

/// Which round a run is in, written by the run and read by what shows its progress.
final class ChaosStage: Sendable {
  private let state = Mutex<(round: Int, kind: Fault.Kind)?>(nil)

  /// The round, from 1, and its fault; nil before the first.
  var present: (round: Int, kind: Fault.Kind)? { state.withLock { $0 } }

  /// Notes that a round begins.
  func enter(round: Int, _ kind: Fault.Kind) {
    state.withLock { $0 = (round, kind) }
  }
}
