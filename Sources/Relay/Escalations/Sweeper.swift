import Logging
import Metrics
package import Postgres
import ServiceLifecycle

/// Takes escalations out of the relay and has them turned into incidents.
///
/// It sweeps at its start, whenever it is woken, and on a timer that never stops, and each time
/// until nothing is due. Any number of sweepers can run side by side.
package struct Sweeper: Service {
  /// Turns what `claim` takes into incidents, by one statement that contains it as a common table
  /// expression, with the columns of ``EscalationQueries/claimed``. Returns a value for every row
  /// that was taken: how long it waited, the incident's `created_at` minus the moment its ticket
  /// became escalatable; nil where no incident was opened.
  ///
  /// It is run again, row by row, where it throws; so it has no effect outside the statement.
  package typealias Open =
    @Sendable (_ claim: Query, Database) async throws -> [Duration?]

  /// Rows that are taken at once, and failures after which a row is dead.
  private static let batch = 500
  private static let attempts = 8
  /// Under load a wake-up comes with every batch of tickets; a sweep of one row costs the database
  /// nearly as much as one of twenty.
  private static let pause = Duration.milliseconds(10)

  /// Rings when there may be something to take.
  package let wakeUp = WakeUp()

  private let database: Database
  private let interval: Duration
  private let open: Open
  private let lag = Metrics.Timer(label: "firstline_escalation_lag_seconds")
  /// Rows that nobody had called for: a wake-up was lost, or the service was away.
  private let found = Counter(label: "firstline_escalations_found_by_sweep_total")

  /// - Parameter interval: How often it looks without having been woken.
  package init(database: Database, interval: Duration, open: @escaping Open) {
    self.database = database
    self.interval = interval
    self.open = open
  }

  package func run() async throws {
    await wakeUp.run(every: interval, pause: Self.pause) { cause in
      let taken = await patiently(sweep)
      if cause != .ring { found.increment(by: taken) }
    }
  }

  /// Takes what is due, batch by batch, and returns how many rows it took. A shutdown ends it after
  /// the batch in hand; the rest is there for whoever comes next.
  @discardableResult
  package func sweep() async throws -> Int {
    var total = 0
    while true {
      let taken = try await takeBatch()
      total += taken
      if taken < Self.batch || Task.isShuttingDownGracefully { return total }
    }
  }
}

// MARK: - Taking

extension Sweeper {
  private func takeBatch() async throws -> Int {
    do {
      return try await take(EscalationQueries.claim(limit: Self.batch))
    } catch let error where Self.isAboutTheRows(error) {
      return try await takeOneByOne()
    }
  }

  /// Takes each due row by a statement of its own, so that a bad one stops nobody.
  private func takeOneByOne() async throws -> Int {
    let ids = try await EscalationQueries.due(limit: Self.batch, database)
    for id in ids {
      do {
        _ = try await take(EscalationQueries.claim(id: id))
      } catch let error where Self.isAboutTheRows(error) {
        try await putOff(id, error)
      }
    }
    return ids.count
  }

  private func take(_ claim: Query) async throws -> Int {
    let waits = try await open(claim, database)
    for wait in waits { if let wait { lag.recordNanoseconds(wait.nanoseconds) } }
    return waits.count
  }

  private func putOff(_ id: Int64, _ error: any Error) async throws {
    let isDead = try await EscalationQueries.fail(
      id: id, error: "\(error)", limit: Self.attempts, database)
    Logger.current.error(
      isDead ? "an escalation is dead" : "an escalation failed and will be tried again",
      metadata: ["escalation": "\(id)", "error": "\(error)"])
  }

  /// False where the rows are innocent: the connection failed, the pool was empty, or the program
  /// is ending. A statement that ran out of time may have waited for somebody who holds one row's
  /// ticket, and must not hold up the others.
  private static func isAboutTheRows(_ error: any Error) -> Bool {
    switch error {
    case is CancellationError, is PoolExhausted, is DatabaseUnavailable: false
    case let error as DatabaseError:
      !error.isConnectionFailure && !(error.isQueryCancelled && Task.isCancelled)
    default: true
    }
  }
}

extension Duration {
  /// Whole nanoseconds, which is what timers count in.
  fileprivate var nanoseconds: Int64 {
    components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }
}
