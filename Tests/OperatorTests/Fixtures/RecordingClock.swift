import Synchronization

/// A clock whose pauses take no time and are remembered.
final class RecordingClock: Clock {
  struct Instant: InstantProtocol {
    var offset = Duration.zero
    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private let recorded = Mutex<[Duration]>([])

  /// Every pause so far, in order.
  var pauses: [Duration] { recorded.withLock { $0 } }

  var now: Instant { Instant(offset: pauses.reduce(.zero, +)) }
  var minimumResolution: Duration { .zero }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    let pause = now.duration(to: deadline)
    recorded.withLock { $0.append(pause) }
  }
}
