import Logging
import Metrics
import Postgres
import Relay
import ServiceLifecycle
import Web

/// Makes the steps of escalations happen when they are due.
///
/// It looks once a second, for as long as the program runs. Any number of runners can work side by
/// side: each step is made by one of them.
struct EscalationRunner: Service {
  /// Runs that are led on at once.
  private static let batch = 500
  private static let interval = Duration.seconds(1)

  private let database: Database
  private let wakeUp = WakeUp()
  private let steps = Counter(label: Metric.escalationSteps.name)
  private let exhausted = Counter(label: Metric.escalationsExhausted.name)

  init(_ database: Database) {
    self.database = database
  }

  func run() async throws {
    await wakeUp.run(every: Self.interval) { _ in
      do {
        try await advance()
      } catch {
        // What is due stays so; the timer looks again.
        Logger.current.warning("no step can be made", metadata: ["error": "\(error)"])
      }
    }
  }

  /// Makes every step that is due and that nobody else is making, and returns how many they were;
  /// the end of a run is one as well. Of a run that is long overdue it makes them one after the
  /// other. A shutdown ends it after the batch in hand.
  @discardableResult
  func advance() async throws -> Int {
    var total = 0
    while true {
      let made = try await EscalationRunQueries.advance(limit: Self.batch, database)
      steps.increment(by: made.count { $0 != nil })
      exhausted.increment(by: made.count { $0 == nil })
      total += made.count
      if made.isEmpty || Task.isShuttingDownGracefully { return total }
    }
  }
}
