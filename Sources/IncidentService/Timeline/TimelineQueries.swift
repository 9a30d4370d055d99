import Domain
import Postgres
import Web

/// Reads `ledger.events`.
enum TimelineQueries {
  /// What happened to an incident and to those that were merged into it, oldest first, from behind
  /// the cursor on: one more than the page holds. The events of one incident are written one after
  /// the other, under the lock of its row, so the order of their ids is the order in which they
  /// happened.
  static func events(
    of incident: Incident, _ page: PageRequest, _ session: some Session
  ) async throws -> [LedgerEvent] {
    let isOfIncident: Query = """
      incident_id = ANY (ARRAY(
          SELECT id
          FROM response.incidents
          WHERE id = \(incident.id)
            OR merged_into = \(incident.id)
        ))
      """
    return try await EventQueries.list(
      isOfIncident, after: page.cursor?.id, limit: page.rowsToFetch, session)
  }
}
