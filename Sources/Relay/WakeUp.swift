import ServiceLifecycle

/// A bell that wakes one worker. Rings while it works are remembered as one: wake-ups never queue.
package struct WakeUp: Sendable {
  private let rings: AsyncStream<Void>
  private let bell: AsyncStream<Void>.Continuation

  package init() {
    (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Asks for the work to be done, now or right after what is being done.
  package func ring() {
    bell.yield()
  }

  /// Does the work at once, after every ring, and whenever `interval` has passed, until the program
  /// shuts down; what is being done then is finished.
  package func run(every interval: Duration, _ work: @Sendable () async -> Void) async {
    await withGracefulShutdownHandler {
      ring()
      await withTaskGroup { group in
        group.addTask {
          // Ends by cancellation, which is how a sleep says so.
          while (try? await Task.sleep(for: interval)) != nil { ring() }
        }
        for await _ in rings { await work() }
        group.cancelAll()
      }
    } onGracefulShutdown: {
      bell.finish()
    }
  }
}
