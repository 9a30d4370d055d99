import ServiceLifecycle
import Synchronization

/// A bell that wakes one worker. Rings while it works are remembered as one: wake-ups never queue.
package final class WakeUp: Sendable {
  /// Why the worker works, from the weakest reason to the strongest.
  package enum Cause: Int, Sendable {
    /// It has just begun.
    case start
    /// Some time has passed.
    case timer
    /// Somebody rang.
    case ring
  }

  private let rings: AsyncStream<Void>
  private let bell: AsyncStream<Void>.Continuation
  /// The strongest reason since the worker last looked.
  private let cause = Mutex(Cause.start)

  package init() {
    (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Asks for the work to be done, now or right after what is being done.
  package func ring() { ring(.ring) }

  private func ring(_ cause: Cause) {
    self.cause.withLock { if cause.rawValue > $0.rawValue { $0 = cause } }
    bell.yield()
  }

  /// Does the work at once, after every ring, and whenever `interval` has passed, until the program
  /// shuts down; what is being done then is finished.
  ///
  /// Rings that come within `pause` of the last beginning share the next one; a lone ring never
  /// waits.
  package func run(
    every interval: Duration, pause: Duration = .zero,
    _ work: @Sendable (Cause) async -> Void
  ) async {
    await withGracefulShutdownHandler {
      ring(.start)
      await withTaskGroup { group in
        group.addTask {
          // Ends by cancellation, which is how a sleep says so.
          while (try? await Task.sleep(for: interval)) != nil { self.ring(.timer) }
        }
        for await _ in rings {
          let begin = ContinuousClock.now
          await work(takeCause())
          if pause > .zero { try? await Task.sleep(until: begin + pause, clock: .continuous) }
        }
        group.cancelAll()
      }
    } onGracefulShutdown: {
      self.bell.finish()
    }
  }

  private func takeCause() -> Cause {
    cause.withLock { cause in
      defer { cause = .start }
      return cause
    }
  }
}
