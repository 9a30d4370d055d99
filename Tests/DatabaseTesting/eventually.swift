/// Asks `condition` again and again until it holds, for at most `limit`, and says whether it did.
///
/// For what another program or session does in its own time; it yields between two looks and
/// never sleeps for a fixed time.
package func eventually(
  within limit: Duration = .seconds(10), _ condition: () async throws -> Bool
) async rethrows -> Bool {
  let deadline = ContinuousClock.now + limit
  while ContinuousClock.now < deadline {
    if try await condition() { return true }
    await Task.yield()
  }
  return try await condition()
}
