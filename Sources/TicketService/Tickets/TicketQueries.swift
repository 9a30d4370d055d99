import Domain
import Postgres
import Relay
import Web

/// Reads and writes `intake.tickets`.
enum TicketQueries {
  /// The tickets of these ids, for a ``SharedLookup``.
  @Sendable static func find(_ ids: [Int64]) -> Query {
    """
    SELECT \(Ticket.columns)
    FROM intake.tickets
    WHERE id = ANY (\(ids))
    """
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
  static func list(_ filter: TicketFilter, _ page: PageRequest) -> Query {
    ListQueries.newestFirst(
      Ticket.columns, from: "intake.tickets", where: filter.conditions, behind: page.place,
      limit: page.rowsToFetch)
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
        requester =
          CASE WHEN \(change.requester != nil) THEN \(change.requester ?? nil) ELSE requester END,
        assignee =
          CASE WHEN \(change.assignee != nil) THEN \(change.assignee ?? nil) ELSE assignee END,
        source = CASE WHEN \(change.source != nil) THEN \(change.source ?? nil) ELSE source END,
        tags = coalesce(\(change.tags?.words), tags),
        triage_decided_by = \(decidedBy),
        version = version + 1,
        updated_at = public.clock_now()
      WHERE id = \(id)
      RETURNING \(Ticket.columns)
      """)
  }
}
