/// Pauses that double from one bound to the other, each shortened by up to half at random so that
/// many clients do not come back in step.
package struct BackOff: Sendable {
  private var pause: Duration
  private let limit: Duration

  package init(from first: Duration, to limit: Duration) {
    pause = first
    self.limit = limit
  }

  /// The pause to make now.
  package mutating func next() -> Duration {
    defer { pause = min(pause * 2, limit) }
    return pause * Double.random(in: 0.5...1)
  }
}
