import Domain
import Postgres

/// The way in for drafts: those that come at the same time are stored by one transaction.
struct TicketIntake: Sendable {
  private let commit: SharedCommit<(draft: TicketDraft, origin: Origin), Ticket>

  /// Two batches at a time: while one is being made durable, the next is written.
  init(_ database: Database, _ desk: TicketDesk) {
    commit = SharedCommit(writers: 2, largestBatch: 200, longestLine: 10_000) { items in
      await Self.store(items, database, desk)
    }
  }

  /// Triages and stores a draft, and queues it for escalation where it matters.
  func take(_ draft: TicketDraft, _ origin: Origin) async throws -> Ticket {
    try await commit.submit((draft, origin))
  }

  /// Stores the batch, or where the database refuses it, each draft by itself, so that a bad one
  /// fails alone.
  private static func store(
    _ items: [(draft: TicketDraft, origin: Origin)], _ database: Database, _ desk: TicketDesk
  ) async -> [Result<Ticket, any Error>] {
    do {
      let tickets = try await database.transaction { try await desk.take(items, $0) }
      return tickets.map { .success($0) }
    } catch let error as DatabaseError where error.isDataRefusal && items.count > 1 {
      var outcomes: [Result<Ticket, any Error>] = []
      for item in items { outcomes += await store([item], database, desk) }
      return outcomes
    } catch {
      return items.map { _ in .failure(error) }
    }
  }
}
