import Logging
import ServiceLifecycle

/// Work that nobody waits for, such as forgetting what is old: done every ten minutes for as long
/// as the program runs.
package struct Upkeep: Service {
  private let purpose: String
  private let work: @Sendable () async throws -> Void

  /// - Parameter purpose: What it is for, as the end of a sentence that begins with "cannot".
  package init(_ purpose: String, _ work: @escaping @Sendable () async throws -> Void) {
    self.purpose = purpose
    self.work = work
  }

  package func run() async {
    await cancelWhenGracefulShutdown {
      // Ends by cancellation, which is how a sleep says so.
      while (try? await Task.sleep(for: .seconds(600))) != nil {
        do {
          try await work()
        } catch {
          Logger.current.warning("cannot \(purpose)", metadata: ["error": "\(error)"])
        }
      }
    }
  }
}
