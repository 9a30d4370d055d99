import Domain
import Logging
import Metrics
package import Postgres
import ServiceLifecycle

/// Keeps the clocks: follows the ledger, event by event, and notices breaches.
///
/// Any number of keepers can run side by side: a batch is one transaction that holds the place up
/// to which the clocks are kept, so each event is applied once, also where a keeper is killed.
package struct SLAKeeper: Service {
  /// Events, and breaches, that are worked off at once.
  private static let batch = 1_000
  /// How often it looks.
  private static let interval = Duration.milliseconds(250)
  /// After a batch it rests for so many times as long as the batch took: promises are for hours,
  /// and intake has the first call on the database.
  private static let rest = 3

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
        // The place stays, and the timer comes back.
        Logger.current.warning("cannot keep SLA clocks", metadata: ["error": "\(error)"])
      }
    }
  }

  /// Follows the ledger to its end, then notices what is late.
  ///
  /// Where another keeper has the place it does nothing, which the other one will have done.
  /// - Parameter rest: For how many times as long as a batch took it rests after the batch.
  package func keep(resting rest: Int = 0) async throws {
    var isOurs = true
    try await batchwise(resting: rest) {
      guard try await SLAPlaceQueries.hasNews(database) else { return false }
      let count = try await followBatch()
      isOurs = count != nil
      return count == Self.batch
    }
    guard isOurs else { return }
    while try await noticeBatch() == Self.batch {
      if Task.isShuttingDownGracefully { return }
    }
  }

  /// Notices breaches, and returns how many.
  private func noticeBatch() async throws -> Int {
    let breaches = try await SLABreachQueries.notice(limit: Self.batch, database)
    for breach in breaches {
      Counter(
        label: "firstline_sla_breaches_total", dimensions: [("metric", breach.metric.rawValue)]
      ).increment()
    }
    return breaches.count
  }

  /// Applies the next events, and returns how many; nil where another keeper is doing it.
  private func followBatch() async throws -> Int? {
    try await database.transaction { transaction in
      guard let place = try await SLAPlaceQueries.lock(transaction) else { return nil }
      let places = try await SLAPlaceQueries.places(
        after: place, limit: Self.batch, transaction)
      guard let end = places.last else { return 0 }
      try await start(places, after: place, transaction)
      try await change(after: place, upTo: end, transaction)
      try await SLAPlaceQueries.move(to: end, transaction)
      return places.count
    }
  }
}

// MARK: - Applying

extension SLAKeeper {
  private func start(
    _ places: [LedgerPosition], after place: LedgerPosition, _ transaction: Transaction
  ) async throws {
    guard let end = places.last else { return }
    let isDone = try await attempt(transaction) {
      try await SLABirthQueries.start(after: place, upTo: end, transaction)
    }
    guard isDone != nil else { return }
    for own in places {
      let before = LedgerPosition(transaction: own.transaction, id: own.id - 1)
      let error = try await attempt(transaction) {
        try await SLABirthQueries.start(after: before, upTo: own, transaction)
      }
      if let error { try await passOver(own.id, error, transaction) }
    }
  }

  private func change(
    after place: LedgerPosition, upTo end: LedgerPosition, _ transaction: Transaction
  ) async throws {
    let changes = try await SLANewsQueries.changes(after: place, upTo: end, transaction)
    let answers = try await SLANewsQueries.answers(after: place, upTo: end, transaction)
    let news = (changes + answers).sorted { $0.eventID < $1.eventID }
    guard !news.isEmpty else { return }
    let error = try await attempt(transaction) {
      for event in news { try await event.apply(transaction) }
    }
    if error != nil {
      for event in news {
        let error = try await attempt(transaction) { try await event.apply(transaction) }
        if let error { try await passOver(event.eventID, error, transaction) }
      }
    }
    try await SLANewsQueries.takeTurns(changes, transaction)
  }

  /// Does `work` or nothing of it; returns the error where the events are to blame, and throws the
  /// others: they would come for any event, and the same batch may well succeed later.
  private func attempt(
    _ transaction: Transaction, _ work: () async throws -> Void
  ) async throws -> (any Error)? {
    do {
      try await transaction.savepoint(work)
      return nil
    } catch let error as DatabaseError where error.isDataRefusal {
      return error
    } catch let error as SLANews.Unreadable {
      return error
    }
  }

  /// One bad event stops no other one, and is not forgotten either.
  private func passOver(
    _ eventID: Int64, _ error: any Error, _ transaction: Transaction
  ) async throws {
    try await SLAPlaceQueries.fail(eventID, "\(error)", transaction)
    Logger.current.error(
      "an event could not be applied to SLA clocks",
      metadata: ["event": "\(eventID)", "error": "\(error)"])
  }
}
