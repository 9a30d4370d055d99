import Logging
import Postgres
import ServiceLifecycle

/// Sweeps until it succeeds or the program ends: what the database interrupts is begun again after
/// a pause, because the rows are all still there. Returns how many rows were taken.
@discardableResult
func patiently(_ sweep: () async throws -> Int) async -> Int {
  var backOff = BackOff(from: .milliseconds(50), to: .seconds(2))
  while !Task.isShuttingDownGracefully, !Task.isCancelled {
    do {
      return try await sweep()
    } catch {
      Logger.current.warning("a sweep was interrupted", metadata: ["error": "\(error)"])
      // Cut short by cancellation, which the loop sees.
      try? await Task.sleep(for: backOff.next())
    }
  }
  return 0
}
