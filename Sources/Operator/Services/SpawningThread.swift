import Foundation
import Synchronization

/// The thread that starts all children of the program, and lives as long as it does.
///
/// The kernel sends PR_SET_PDEATHSIG, which makes the children end with us, when the *thread* ends
/// that started the child (prctl(2)), and the threads of a pool come and go.
final class SpawningThread: Sendable {
  static let shared: SpawningThread = {
    let spawner = SpawningThread()
    let thread = Thread { spawner.work() }
    thread.name = "firstline.spawner"
    thread.start()
    return spawner
  }()

  private let jobs = Mutex<[@Sendable () -> Void]>([])
  private let arrivals = DispatchSemaphore(value: 0)

  /// Runs `job` on the thread.
  func run(_ job: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, _>) in
      jobs.withLock { jobs in
        jobs.append { continuation.resume(with: Result(catching: job)) }
      }
      arrivals.signal()
    }
  }

  private func work() {
    while true {
      arrivals.wait()
      let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
      job?()
    }
  }
}
