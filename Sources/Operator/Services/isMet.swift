import Dispatch

/// Asks `condition` every so often until it holds, for at most `limit`, and says whether it did.
///
/// It waits in a cancelled task too: whoever tidies up must. Who is to be cut short throws from
/// `condition`.
func isMet(
  within limit: Duration, every interval: DispatchTimeInterval = .milliseconds(5),
  _ condition: () async throws -> Bool
) async rethrows -> Bool {
  let deadline = ContinuousClock.now + limit
  while ContinuousClock.now < deadline {
    if try await condition() { return true }
    await withCheckedContinuation { continuation in
      DispatchQueue.global().asyncAfter(deadline: .now() + interval) {
        continuation.resume()
      }
    }
  }
  return try await condition()
}
