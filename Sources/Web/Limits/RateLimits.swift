package import Domain
package import HTTPTypes
import Hummingbird
import Postgres
import ServiceLifecycle

/// How often one caller may ask, reads and writes counted apart.
///
/// As a service of its program it finds out how many instances share the limits.
package struct RateLimits: Sendable, Service {
  private let reads: RateLimiter?
  private let writes: RateLimiter?
  private let instances: Instances?

  /// Limits a caller to so many requests in a second; 0 is without limit. Without `instances`,
  /// there is this one.
  package init(reads: Int = 0, writes: Int = 0, instances: Instances? = nil) {
    self.reads = reads == 0 ? nil : RateLimiter("reads", perSecond: reads)
    self.writes = writes == 0 ? nil : RateLimiter("writes", perSecond: writes)
    self.instances = instances
  }

  /// Counts a request of `caller`. Returns the fields that tell a client how it stands
  /// (draft-ietf-httpapi-ratelimit-headers-10); throws the problem 429, with the same fields, where
  /// it is one too many.
  package func count(_ method: HTTPRequest.Method, by caller: Principal.ID) throws -> HTTPFields {
    guard let limiter = method == .get || method == .head ? reads : writes else { return [:] }
    let ruling = limiter.count(caller)
    let fields: HTTPFields = [
      .rateLimitPolicy: "\"\(limiter.name)\";q=\(ruling.quota);w=\(RateLimiter.window)",
      .rateLimit:
        "\"\(limiter.name)\";r=\(ruling.left);t=\(Int(ruling.secondsUntilFull.rounded(.up)))",
    ]
    guard !ruling.isAllowed else { return fields }
    let seconds = max(1, Int(ruling.secondsUntilOne.rounded(.up)))
    throw Problem.tooManyRequests(limiter.name, retryAfter: seconds).with(fields)
  }

  package func run() async throws {
    guard let instances, reads != nil || writes != nil else { return try await gracefulShutdown() }
    await cancelWhenGracefulShutdown {
      repeat {
        // While nobody knows, what was known last counts.
        guard let count = await instances.count() else { continue }
        reads?.share(among: count)
        writes?.share(among: count)
        // Ends by cancellation, which is how a sleep says so.
      } while (try? await Task.sleep(for: .seconds(5))) != nil
    }
  }
}
