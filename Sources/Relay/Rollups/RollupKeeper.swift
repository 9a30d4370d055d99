import Logging
package import Postgres
import ServiceLifecycle

/// Keeps what reports have in common worked out, in the background.
///
/// A report is right without it, and sooner there with it: what has happened since is read from the
/// ledger. Any number of keepers can run side by side; one at a time works.
package final class RollupKeeper: Service {
  /// Events and days at a time at most.
  private static let batch = 5_000
  private static let days = 10
  private static let interval = Duration.seconds(5)
  /// After a batch it rests for so many times as long as the batch took: a tenth of a core at most.
  private static let rest = 9

  private let database: Database
  private let wakeUp = WakeUp()

  /// A keeper that does nothing before it runs.
  package init(_ database: Database) {
    self.database = database
  }

  package func run() async throws {
    await wakeUp.run(every: Self.interval) { _ in
      do {
        try await keep(resting: Self.rest)
      } catch {
        // Nothing is lost, and no report is wrong: what waits is worked out the next time.
        Logger.current.warning("cannot work out reports", metadata: ["error": "\(error)"])
      }
    }
  }

  /// Works out everything that waits: first whose lives have changed, then the days.
  /// - Parameters:
  ///   - limit: Events at a time at most.
  ///   - rest: For how many times as long as a batch took it rests after the batch.
  package func keep(upTo limit: Int = batch, resting rest: Int = 0) async throws {
    try await batchwise(resting: rest) {
      try await RollupQueries.keepLives(upTo: limit, database) == limit
    }
    try await batchwise(resting: rest) {
      try await RollupQueries.keepDays(upTo: Self.days, database) > 0
    }
  }
}
