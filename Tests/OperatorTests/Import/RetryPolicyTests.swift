import Operator
import Testing

@Suite struct RetryPolicyTests {
  private let policy = RetryPolicy(
    attempts: 6, base: .milliseconds(100), cap: .seconds(1), retryAfterCap: .seconds(60))

  @Test(arguments: zip(1...6, [100, 200, 400, 800, 1000, nil]))
  func `pauses double up to the cap, and the last attempt has none`(
    attempt: Int, milliseconds: Int?
  ) {
    let pause = policy.pause(after: attempt, retryAfter: nil, jitter: 1)
    #expect(pause == milliseconds.map { .milliseconds($0) })
  }

  @Test func `jitter spreads over the upper half of a pause`() {
    #expect(policy.pause(after: 2, retryAfter: nil, jitter: 0) == .milliseconds(100))
    #expect(policy.pause(after: 2, retryAfter: nil, jitter: 0.5) == .milliseconds(150))
  }

  @Test func `a Retry-After is honoured up to its cap, and never cut short`() {
    #expect(policy.pause(after: 1, retryAfter: .seconds(7), jitter: 0) == .seconds(7))
    #expect(policy.pause(after: 1, retryAfter: .seconds(10), jitter: 1) == .seconds(11))
    #expect(policy.pause(after: 1, retryAfter: .seconds(3600), jitter: 0) == .seconds(60))
    #expect(policy.pause(after: 6, retryAfter: .seconds(7), jitter: 0) == nil)
  }

  @Test func `a great many attempts do not overflow`() {
    let patient = RetryPolicy(attempts: .max)
    #expect(patient.pause(after: .max - 1, retryAfter: nil, jitter: 1) == .seconds(5))
  }

  @Test(arguments: [
    (200, false), (201, false), (302, false), (400, false), (401, false), (404, false),
    (408, true), (409, false), (413, false), (422, false), (429, true), (500, true), (502, true),
    (503, true), (504, true),
  ])
  func `only what may pass is sent again`(status: Int, isSentAgain: Bool) {
    #expect(RetryPolicy.retries(status: status, hasRetryAfter: false) == isSentAgain)
  }

  @Test func `a conflict is sent again only where the server says when`() {
    #expect(RetryPolicy.retries(status: 409, hasRetryAfter: true))
    #expect(!RetryPolicy.retries(status: 422, hasRetryAfter: true))
  }

  @Test(arguments: [
    ("0", Duration.zero), ("120", .seconds(120)), ("-1", nil), ("1.5", nil), ("", nil),
    ("Fri, 31 Dec 1999 23:59:59 GMT", nil), (nil, nil),
  ])
  func `a Retry-After is a number of seconds`(header: String?, pause: Duration?) {
    #expect(RetryPolicy.retryAfter(header) == pause)
  }
}
