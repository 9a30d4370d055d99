package import Domain
package import Postgres

/// The append-only ledger.
package enum LedgerQueries {
  /// Writes the events in the given order, all in one statement. Part of the transaction that makes
  /// the changes, so that there is no change without its event.
  package static func append(
    _ entries: [LedgerEntry], _ transaction: Transaction
  ) async throws {
    guard !entries.isEmpty else { return }
    let events: Query = """
      SELECT kind, ticket_id, incident_id, actor, request_id, traceparent, before, after
      FROM unnest(
        \(entries.map(\.kind)),
        \(entries.map(\.ticketID)),
        \(entries.map(\.incidentID)),
        \(entries.map(\.origin.actor)),
        \(entries.map(\.origin.requestID)),
        \(entries.map { $0.origin.traceParent?.description }),
        \(entries.map(\.before)),
        \(entries.map(\.after))
      ) WITH ORDINALITY AS entry
        (kind, ticket_id, incident_id, actor, request_id, traceparent, before, after, position)
      ORDER BY position
      """
    try await transaction.execute("WITH \(appending(events)) SELECT")
  }

  /// Events that match, in the order of their ids, from behind this one on; at most `limit`.
  package static func list(
    _ condition: Query, after id: Int64?, limit: Int, _ session: some Session
  ) async throws -> [LedgerEvent] {
    try await session.query(
      """
      SELECT \(LedgerEvent.columns)
      FROM ledger.events
      WHERE \(condition)
        AND id > \(id ?? 0)
      ORDER BY id
      LIMIT \(limit)
      """, as: LedgerEvent.self)
  }

  /// The common table expression that writes events, for a statement that makes the changes, too.
  /// `events` selects kind, ticket_id, incident_id, actor, request_id, traceparent, before, after.
  package static func appending(_ events: Query) -> Query {
    """
    recorded AS (
      INSERT INTO ledger.events
        (kind, ticket_id, incident_id, actor, request_id, traceparent, before, after)
      \(events)
    )
    """
  }
}
