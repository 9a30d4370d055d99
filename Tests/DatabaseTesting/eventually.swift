import Dispatch

/// Asks `condition` again and again until it holds, for at most `limit`, and says whether it did.
///
/// For what another program or session does in its own time. Between two looks it leaves the
/// processor to others for a millisecond: what is waited for needs it more.
package func eventually(
  within limit: Duration = .seconds(10), _ condition: () async throws -> Bool
) async rethrows -> Bool {
  let deadline = ContinuousClock.now + limit
  while ContinuousClock.now < deadline {
    if try await condition() { return true }
    await withCheckedContinuation { continuation in
      DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(1)) {
        continuation.resume()
      }
    }
  }
  return try await condition()
}
