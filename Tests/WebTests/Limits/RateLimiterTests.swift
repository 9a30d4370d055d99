import Domain
import Testing

@testable import Web

struct RateLimiterTests {
  private let start = ContinuousClock.now
  private let limiter = RateLimiter("writes", perSecond: 2)

  /// Asks `times` times at once and returns how many were allowed.
  private func allowed(
    _ times: Int, by caller: String = "anna", after seconds: Double = 0
  ) -> Int {
    (0..<times).count { _ in
      limiter.count(.subject(caller), now: start + .seconds(seconds)).isAllowed
    }
  }

  @Test func `ten seconds' worth at once, and then what flows in`() {
    #expect(allowed(30) == 20)
    #expect(allowed(30, after: 0.4) == 0)
    #expect(allowed(30, after: 0.5) == 1)
    #expect(allowed(30, after: 2) == 3)
    #expect(allowed(30, after: 3_600) == 20)
  }

  @Test func `callers do not take from each other`() {
    #expect(allowed(30) == 20)
    #expect(allowed(30, by: "ben") == 20)
  }

  @Test func `a ruling says what is left and when there is more`() {
    let first = limiter.count(.subject("anna"), now: start)
    #expect((first.quota, first.left) == (20, 19))
    #expect(first.secondsUntilFull == 0.5)
    #expect(first.secondsUntilOne == 0)
    _ = allowed(19)
    let refused = limiter.count(.subject("anna"), now: start)
    #expect((refused.isAllowed, refused.left) == (false, 0))
    #expect(refused.secondsUntilOne == 0.5)
    #expect(refused.secondsUntilFull == 10)
  }

  @Test func `instances share the limit, and each allows something`() {
    limiter.share(among: 4)
    #expect(allowed(30) == 5)
    #expect(allowed(30, after: 2) == 1)
    limiter.share(among: 100)
    #expect(allowed(30, by: "ben") == 1)
    limiter.share(among: 0)
    #expect(allowed(30, by: "carl") == 20)
  }

  @Test func `a limit that became smaller counts at once`() {
    #expect(allowed(1) == 1)
    limiter.share(among: 4)
    #expect(allowed(30) == 5)
  }

  @Test func `a clock that stands still or goes back gives nothing`() {
    #expect(allowed(20) == 20)
    #expect(allowed(1, after: -60) == 0)
  }

  @Test func `who has rested is forgotten, and who has not is not`() {
    #expect(allowed(20, after: 5) == 20)
    for caller in Int64(1)..<10_000 { _ = limiter.count(.token(caller), now: start) }
    #expect(limiter.remembered == 10_000)
    _ = limiter.count(.subject("one more"), now: start + .seconds(6))
    #expect(limiter.remembered == 2)
    #expect(allowed(30, after: 6) == 2)
  }
}
