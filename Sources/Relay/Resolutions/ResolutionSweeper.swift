package import Postgres
import ServiceLifecycle

/// Takes tickets that are to be resolved out of the relay and has them resolved.
///
/// It sweeps at its start, whenever it is woken, and on a timer that never stops, and each time
/// until nothing is left. Any number of them can run side by side. A ticket that cannot be resolved
/// any more, or never could, is no error; so there is nothing to be tried again.
package struct ResolutionSweeper: Service {
  /// Resolves the tickets that `claim` takes, by one statement that contains it as a common table
  /// expression. Returns how many rows it took.
  package typealias Resolve = @Sendable (_ claim: Query, Database) async throws -> Int

  private static let batch = 500

  /// Rings when there may be something to take.
  package let wakeUp = WakeUp()

  private let database: Database
  private let interval: Duration
  private let resolve: Resolve

  /// - Parameter interval: How often it looks without having been woken.
  package init(database: Database, interval: Duration, resolve: @escaping Resolve) {
    self.database = database
    self.interval = interval
    self.resolve = resolve
  }

  package func run() async throws {
    await wakeUp.run(every: interval) { _ in await patiently(sweep) }
  }

  /// Takes what is there, batch by batch, and returns how many rows it took.
  @discardableResult
  package func sweep() async throws -> Int {
    var total = 0
    while true {
      let taken = try await resolve(ResolutionQueries.claim(limit: Self.batch), database)
      total += taken
      if taken < Self.batch || Task.isShuttingDownGracefully { return total }
    }
  }
}
