import Logging
import Postgres
import Relay
import ServiceLifecycle

/// Opens an incident where several tickets of a kind have come in within a time.
///
/// It looks once a second, for as long as the program runs. Any number of runners can work side by
/// side: one of them works at a time, and what it does is one transaction.
struct BurstRunner: Service {
  private static let interval = Duration.seconds(1)

  private let database: Database
  private let wakeUp = WakeUp()

  init(_ database: Database) {
    self.database = database
  }

  func run() async throws {
    await wakeUp.run(every: Self.interval) { _ in
      do {
        try await look()
      } catch {
        // What was counted stays so; the timer looks again.
        Logger.current.warning("cannot look for bursts", metadata: ["error": "\(error)"])
      }
    }
  }

  /// Opens the incidents that are due and forgets what no rule needs any more. Returns how many
  /// were opened; where another runner works, none.
  @discardableResult
  func look() async throws -> Int {
    guard try await BurstQueries.anythingCounted(database) else { return 0 }
    return try await database.transaction { transaction in
      guard try await BurstQueries.takeTurn(transaction) else { return 0 }
      let opened = try await BurstQueries.open(transaction)
      try await BurstQueries.settle(transaction)
      try await BurstQueries.trim(transaction)
      return opened.count
    }
  }
}
