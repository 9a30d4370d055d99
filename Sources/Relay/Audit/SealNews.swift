/// Which seal is worth telling: the latest, once, and not more often than every minute.
struct SealNews {
  private static let pause = Duration.seconds(60)

  private var untold: Seal?
  private var toldAt: ContinuousClock.Instant?

  /// Keeps the latest seal until it is told.
  mutating func note(_ seal: Seal) {
    untold = seal
  }

  /// The seal to tell now, if it is time and there is a new one.
  mutating func next(at now: ContinuousClock.Instant) -> Seal? {
    if let toldAt, now < toldAt + Self.pause { return nil }
    guard let seal = last() else { return nil }
    toldAt = now
    return seal
  }

  /// The seal that was not told yet, whatever the time.
  mutating func last() -> Seal? {
    defer { untold = nil }
    return untold
  }
}
