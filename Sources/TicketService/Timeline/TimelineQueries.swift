import Domain
import Postgres
import Web

/// Reads `ledger.events`.
enum TimelineQueries {
  /// What happened to a ticket and to the incidents that were made of it, oldest first, from behind
  /// the cursor on: one more than the page holds. Comments and incidents do not wait for the lock
  /// of the ticket, so one that commits while pages are read may be missed by who reads them.
  static func events(
    of ticketID: Int64, _ page: PageRequest, _ session: some Session
  ) async throws -> [LedgerEvent] {
    try await list("ticket_id = \(ticketID)", page, session)
  }

  /// The part of it that who reported the ticket may see: neither what the desk says to itself nor
  /// what happened to incidents.
  static func publicEvents(
    of ticketID: Int64, _ page: PageRequest, _ session: some Session
  ) async throws -> [LedgerEvent] {
    let isPublic: Query = """
      ticket_id = \(ticketID)
        AND incident_id IS NULL
        AND (kind <> 'ticket.commented' OR after ->> 'visibility' = 'public')
      """
    return try await list(isPublic, page, session)
  }

  private static func list(
    _ condition: Query, _ page: PageRequest, _ session: some Session
  ) async throws -> [LedgerEvent] {
    try await EventQueries.list(
      condition, after: page.cursor?.id, limit: page.rowsToFetch, session)
  }
}
