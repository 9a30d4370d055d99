import Postgres

/// How much may still be asked: a bucket that fills at a steady rate, up to its capacity, and from
/// which each request takes one.
struct TokenBucket {
  /// How fast it fills and how much it holds.
  struct Size: Equatable {
    /// Requests in a second.
    let rate: Double
    let capacity: Double
  }

  private var level: Double
  private var filledAt: ContinuousClock.Instant

  /// A full one.
  init(_ size: Size, now: ContinuousClock.Instant) {
    level = size.capacity
    filledAt = now
  }

  /// Fills it for the time that has passed. Who holds more than the capacity, because that has
  /// become smaller since, loses the rest.
  mutating func fill(_ size: Size, now: ContinuousClock.Instant) {
    let seconds = max(0, (now - filledAt).seconds)
    level = min(size.capacity, level + seconds * size.rate)
    filledAt = now
  }

  /// Takes one, where there is one.
  mutating func take() -> Bool {
    guard level >= 1 else { return false }
    level -= 1
    return true
  }

  /// How many requests are left.
  var left: Int { Int(level) }

  /// Whether it is like a new one by now.
  func isFull(_ size: Size, now: ContinuousClock.Instant) -> Bool {
    var bucket = self
    bucket.fill(size, now: now)
    return bucket.level >= size.capacity
  }

  /// How many seconds pass until it holds `wanted`.
  func seconds(until wanted: Double, _ size: Size) -> Double {
    max(0, (wanted - level) / size.rate)
  }
}
