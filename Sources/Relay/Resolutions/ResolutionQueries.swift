package import Domain
package import Postgres

/// The queue from the incident service to the ticket service: tickets to be resolved, because their
/// incident is.
package enum ResolutionQueries {
  /// The channel on which the ticket service is woken.
  package static let channel = "resolutions"

  /// Puts the tickets of an incident into the queue, those of the incidents that were merged into
  /// it too, and wakes whoever listens, both when the transaction commits.
  package static func enqueue(
    ticketsOf incidentID: Int64, _ origin: Origin, _ transaction: Transaction
  ) async throws {
    try await transaction.execute(
      """
      WITH queued AS (
        INSERT INTO relay.resolutions
          (ticket_id, incident_id, actor, request_id, traceparent, address)
        SELECT DISTINCT ticket_id, incident_id, \(origin.actor), \(origin.requestID),
          \(origin.traceParent?.description), \(origin.address?.description)::inet
        FROM response.incident_tickets
        WHERE incident_id = \(incidentID)
        RETURNING id
      )
      SELECT pg_notify('resolutions', '')
      FROM (SELECT FROM queued LIMIT 1) AS any_of_them
      """)
  }

  /// Takes up to `limit` rows out of the queue, oldest first, leaving those that another program is
  /// taking. They are back if the transaction does not commit.
  ///
  /// For a common table expression; it returns id, ticket_id, incident_id, actor, request_id,
  /// traceparent, address.
  static func claim(limit: Int) -> Query {
    """
    DELETE FROM relay.resolutions
    WHERE id = ANY (ARRAY(
      SELECT id
      FROM relay.resolutions
      ORDER BY id
      LIMIT \(limit)
      FOR UPDATE SKIP LOCKED
    ))
    RETURNING id, ticket_id, incident_id, actor, request_id, traceparent, address
    """
  }
}
