import ServiceLifecycle

/// Works batch by batch until one says that there is no more, or the program shuts down. After each
/// that says that there is, it rests for so many times as long as it took: who works in the
/// background leaves the database to those who wait for an answer.
func batchwise(resting rest: Int, _ batch: () async throws -> Bool) async throws {
  while true {
    let begin = ContinuousClock.now
    guard try await batch(), !Task.isShuttingDownGracefully else { return }
    try await Task.sleep(for: (ContinuousClock.now - begin) * rest)
  }
}
