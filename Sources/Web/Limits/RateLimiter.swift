package import Domain
import Postgres
import Synchronization

/// Counts what each caller asks, in memory, and says when it is too much.
///
/// A caller may ask `perSecond` times in a second for as long as it likes, and up to ten seconds'
/// worth at once. Several instances of a service share the limit: each allows its part.
package final class RateLimiter: Sendable {
  /// What is counted, as it stands in the fields of an answer: `reads` or `writes`.
  package let name: String

  /// Requests in a second by one caller, at all instances together.
  private let perSecond: Int
  private let instances = Atomic<Int>(1)
  private let callers = Mutex(Callers())

  /// How many seconds' worth a caller may ask at once.
  package static let window = 10

  package init(_ name: String, perSecond: Int) {
    self.name = name
    self.perSecond = perSecond
  }

  /// Tells how many instances of the service share the limit.
  package func share(among instances: Int) {
    self.instances.store(max(1, instances), ordering: .relaxed)
  }

  /// Counts a request of `caller`.
  package func count(_ caller: Principal.ID, now: ContinuousClock.Instant = .now) -> RateRuling {
    let size = self.size
    return callers.withLock { callers in
      var bucket = callers.bucket(of: caller, size, now)
      bucket.fill(size, now: now)
      let isAllowed = bucket.take()
      callers.buckets[caller] = bucket
      return RateRuling(
        isAllowed: isAllowed, quota: Int(size.capacity), left: bucket.left,
        secondsUntilOne: bucket.seconds(until: 1, size),
        secondsUntilFull: bucket.seconds(until: size.capacity, size))
    }
  }

  /// How many callers are remembered.
  var remembered: Int { callers.withLock { $0.buckets.count } }

  /// At least one request in the window is always allowed, however many share.
  private var size: TokenBucket.Size {
    let rate = Double(perSecond) / Double(instances.load(ordering: .relaxed))
    return TokenBucket.Size(rate: rate, capacity: max(1, rate * Double(Self.window)))
  }
}

/// The buckets of all callers that did not rest since.
private struct Callers {
  var buckets: [Principal.ID: TokenBucket] = [:]
  /// When there are so many, those that have rested are forgotten; then it is twice of what is
  /// left, so that a crowd of busy callers is not looked through again and again.
  private var enough = Callers.crowd

  private static let crowd = 10_000

  /// The bucket of a caller, a full one where it is new.
  mutating func bucket(
    of caller: Principal.ID, _ size: TokenBucket.Size, _ now: ContinuousClock.Instant
  ) -> TokenBucket {
    if let bucket = buckets[caller] { return bucket }
    if buckets.count >= enough {
      buckets = buckets.filter { !$0.value.isFull(size, now: now) }
      enough = max(Self.crowd, 2 * buckets.count)
    }
    return TokenBucket(size, now: now)
  }
}

/// What a limiter says to a request.
package struct RateRuling: Sendable {
  package let isAllowed: Bool
  /// How many requests a caller may send in the window, at this instance.
  package let quota: Int
  /// How many of them are left now.
  package let left: Int
  /// How long until one is allowed again.
  package let secondsUntilOne: Double
  /// How long until all of them are, if nobody asks.
  package let secondsUntilFull: Double
}
