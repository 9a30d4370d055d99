import Domain
import Postgres
import Relay

/// Resolves tickets because their incident is.
enum ResolvedTicketQueries {
  private static let resolvable = TicketStatus.allCases.filter {
    $0 != .resolved && $0.canBecome(.resolved)
  }

  /// Resolves the tickets that `claim` takes out of the relay, each with its event, in the name of
  /// who resolved the incident: one statement, one round trip. Those that cannot become resolved
  /// any more stay as they are. Returns how many rows it took.
  @Sendable static func resolve(_ claim: Query, _ database: Database) async throws -> Int {
    let events: Query = """
      SELECT 'ticket.changed', present.id, NULL::bigint, present.actor, present.request_id,
        present.traceparent, present.address, jsonb_build_object('status', present.status),
        jsonb_build_object('status', 'resolved', 'incident_id', present.incident_id)
      FROM present
      ORDER BY present.id
      """
    let taken: [Int64] = try await database.commit(
      """
      WITH claimed AS (
        \(claim)
      ), wanted AS (
        SELECT DISTINCT ON (ticket_id) *
        FROM claimed
        ORDER BY ticket_id, id
      ), present AS (
        SELECT ticket.id, ticket.status, incident_id, actor, request_id, traceparent, address
        FROM wanted
        JOIN intake.tickets AS ticket ON ticket.id = wanted.ticket_id
        WHERE ticket.status = ANY (\(resolvable))
        ORDER BY ticket.id
        FOR UPDATE OF ticket
      ), resolved AS (
        UPDATE intake.tickets
        SET status = 'resolved',
          version = version + 1,
          updated_at = public.clock_now()
        WHERE id = ANY (ARRAY(SELECT id FROM present))
      ), \(LedgerQueries.appending(events))
      SELECT id FROM claimed ORDER BY id
      """, as: Single<Int64>.self
    ).map(\.value)
    return taken.count
  }
}
