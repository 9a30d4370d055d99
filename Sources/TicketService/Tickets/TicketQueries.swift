import Domain
import Postgres
import Relay
import Web

/// A draft with what triage says of it, and who brought it.
struct TriagedDraft: Sendable {
  let draft: TicketDraft
  let decision: Decision
  let origin: Origin
}

/// Reads and writes `intake.tickets`.
enum TicketQueries {
  /// Stores the drafts in one statement and returns the tickets in the same order.
  static func insert(
    _ drafts: [TriagedDraft], _ transaction: Transaction
  ) async throws -> [Ticket] {
    let rows = try await transaction.query(
      """
      INSERT INTO intake.tickets
        (title, description, category, priority,
          triage_decided_by, triage_ruleset, triage_matched)
      SELECT title, description, category, priority, decided_by, ruleset, matched
      FROM unnest(
        \(drafts.map(\.draft.title)),
        \(drafts.map(\.draft.description)),
        \(drafts.map(\.decision.category)),
        \(drafts.map(\.decision.priority)),
        \(drafts.map(\.decision.triage.decidedBy)),
        \(drafts.map(\.decision.triage.ruleset)),
        \(drafts.map { TermMatches($0.decision.triage.matched) })
      ) WITH ORDINALITY AS draft
        (title, description, category, priority, decided_by, ruleset, matched, position)
      ORDER BY position
      RETURNING id, created_at
      """, as: Pair<Int64, Instant>.self)
    return zip(drafts, rows).map { draft, row in
      Ticket(draft, id: row.first, createdAt: row.second)
    }
  }

  /// One ticket; nil where there is none of that id.
  static func find(_ id: Int64, _ session: some Session) async throws -> Ticket? {
    try await session.first(
      """
      SELECT \(Ticket.columns)
      FROM intake.tickets
      WHERE id = \(id)
      """)
  }

  /// One ticket, which nobody else can change until the transaction ends.
  static func lock(_ id: Int64, _ transaction: Transaction) async throws -> Ticket? {
    try await transaction.first(
      """
      SELECT \(Ticket.columns)
      FROM intake.tickets
      WHERE id = \(id)
      FOR UPDATE
      """)
  }

  /// Tickets that match, newest first, from behind the cursor on: one more than the page holds, so
  /// that it is known whether there is another.
  static func list(
    _ filter: TicketFilter, _ page: PageRequest, _ session: some Session
  ) async throws -> [Ticket] {
    var conditions = filter.conditions
    if let cursor = page.cursor {
      conditions.append("(created_at, id) < (\(cursor.at), \(cursor.id))")
    }
    return try await session.query(
      """
      SELECT \(Ticket.columns)
      FROM intake.tickets
      WHERE \(Query.all(conditions))
      ORDER BY created_at DESC, id DESC
      LIMIT \(page.rowsToFetch)
      """, as: Ticket.self)
  }

  /// Changes what the change names and leaves the rest. The ticket must be locked.
  static func update(
    _ id: Int64, _ change: TicketChange, decidedBy: DecidedBy, _ transaction: Transaction
  ) async throws -> Ticket? {
    try await transaction.first(
      """
      UPDATE intake.tickets
      SET title = coalesce(\(change.title), title),
        description = coalesce(\(change.description), description),
        category = coalesce(\(change.category), category),
        priority = coalesce(\(change.priority), priority),
        status = coalesce(\(change.status), status),
        triage_decided_by = \(decidedBy),
        version = version + 1,
        updated_at = public.clock_now()
      WHERE id = \(id)
      RETURNING \(Ticket.columns)
      """)
  }
}

extension Ticket {
  /// A ticket as it is when it has just been stored.
  fileprivate init(_ draft: TriagedDraft, id: Int64, createdAt: Instant) {
    self.init(
      id: id, title: draft.draft.title, description: draft.draft.description,
      category: draft.decision.category, priority: draft.decision.priority, status: .open,
      triage: draft.decision.triage, version: 1, createdAt: createdAt, updatedAt: createdAt)
  }
}
