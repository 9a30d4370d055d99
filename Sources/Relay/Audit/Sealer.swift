import Logging
package import Postgres
import ServiceLifecycle
import Synchronization

/// Seals the ledger in the background, and tells the log which seal is the latest.
///
/// Any number of sealers can run side by side: one at a time extends the chain, and the database
/// refuses a fork.
package final class Sealer: Service {
  /// Events in a seal at most.
  private static let batch = 2_000
  private static let interval = Duration.seconds(1)
  /// After a full batch it rests for so many times as long as the batch took.
  private static let rest = 3

  private let database: Database
  private let wakeUp = WakeUp()
  private let news = Mutex(SealNews())

  /// A sealer that does nothing before it runs.
  package init(_ database: Database) {
    self.database = database
  }

  package func run() async throws {
    await wakeUp.run(every: Self.interval) { _ in
      do {
        try await seal(resting: Self.rest)
      } catch {
        // Nothing is lost: what waits is sealed by whoever can.
        Logger.current.warning("cannot seal the ledger", metadata: ["error": "\(error)"])
      }
      tell(news.withLock { $0.next(at: .now) })
    }
    tell(news.withLock { $0.last() })
  }

  /// Seals every event that waits, a batch at a time. Where another sealer is at it, it leaves the
  /// rest to that one.
  /// - Parameters:
  ///   - limit: Events in a seal at most.
  ///   - rest: For how many times as long as a full batch took it rests after the batch.
  package func seal(upTo limit: Int = batch, resting rest: Int = 0) async throws {
    try await batchwise(resting: rest) {
      guard try await SealQueries.hasNews(database) else { return false }
      let sealed = try await database.transaction { transaction -> SealedBatch? in
        guard try await SealQueries.lock(transaction) else { return nil }
        return try await SealQueries.seal(limit: limit, transaction)
      }
      guard let sealed else { return false }
      news.withLock { $0.note(sealed.seal) }
      return sealed.events == limit
    }
  }

  /// So that somebody keeps it where who can change the database cannot change it.
  private func tell(_ seal: Seal?) {
    guard let seal else { return }
    Logger.current.info("the ledger is sealed", metadata: ["seal": "\(seal)"])
  }
}
