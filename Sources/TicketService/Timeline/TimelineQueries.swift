import Domain
import Postgres
import Relay
import Web

/// Reads `ledger.events`.
enum TimelineQueries {
  /// What happened to a ticket and to the incidents that were made of it, oldest first, from behind
  /// the cursor on: one more than the page holds. Of changes at the same moment, the one that began
  /// first stands first.
  static func events(
    of ticketID: Int64, _ page: PageRequest, _ session: some Session
  ) async throws -> [LedgerEvent] {
    try await LedgerQueries.list(
      "ticket_id = \(ticketID)", after: page.cursor?.id, limit: page.rowsToFetch, session)
  }
}
