import Domain
import Postgres
import Relay
import Synchronization
import Web

/// The way in for drafts: those that come at the same time are stored by one statement.
final class TicketIntake: Sendable {
  private let database: Database
  private let rules: Rules
  private let commit: SharedTrip<TriagedDraft, Ticket?>
  /// Keys of requests that are being worked on here. Of two services that work on the same key,
  /// the second waits in the database for the first.
  private let busyKeys = Mutex<Set<String>>([])

  /// Two batches at a time: while one is being made durable, the next is written.
  init(_ database: Database, _ rules: Rules) {
    self.database = database
    self.rules = rules
    commit = SharedTrip(
      lanes: database.lanes(2), crowd: 24, largestBatch: 200, longestLine: 2_000, go: Self.store)
  }

  /// How many drafts wait to be stored.
  var waiting: Int { commit.waiting }

  /// Triages and stores a draft, and queues it for escalation where it matters. Under a key that
  /// was used before, nothing is stored, and the ticket is the one of then.
  ///
  /// Throws the problems 409 while the key is being worked on, and 422 where it belongs to another
  /// request.
  func take(
    _ draft: TicketDraft, _ origin: Origin, _ once: OnceOnly?
  ) async throws -> (ticket: Ticket, isReplay: Bool) {
    let decision = try rules.triage.current.decide(draft)
    let escalationRules = try rules.escalation.current
    let traits = TicketTraits(draft, decision)
    let triaged = TriagedDraft(
      draft: draft, decision: decision, escalation: escalationRules.escalation(of: traits),
      countedBy: escalationRules.counting(traits), origin: origin, once: once)
    if let key = once?.key {
      guard busyKeys.withLock({ $0.insert(key).inserted }) else { throw Problem.keyIsBusy }
    }
    defer {
      if let key = once?.key { busyKeys.withLock { _ = $0.remove(key) } }
    }
    if let ticket = try await commit.submit(triaged) { return (ticket, false) }
    guard let once, let before = try await IntakeQueries.find(once, database) else {
      throw Problem.keyIsBusy
    }
    guard before.isSameRequest else { throw Problem.keyOfAnotherRequest }
    return (before.ticket(draft), true)
  }

  /// Stores the batch, or where the database refuses it, each draft by itself, so that a bad one
  /// fails alone.
  @Sendable private static func store(
    _ drafts: [TriagedDraft], _ lane: Connection
  ) async -> [Result<Ticket?, any Error>] {
    do {
      return try await IntakeQueries.store(drafts, lane).map { .success($0) }
    } catch let error as DatabaseError where error.isDataRefusal && drafts.count > 1 {
      var outcomes: [Result<Ticket?, any Error>] = []
      for draft in drafts { outcomes += await store([draft], lane) }
      return outcomes
    } catch {
      return drafts.map { _ in .failure(error) }
    }
  }
}
