import Domain
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
      SELECT kind, ticket_id, incident_id, actor, request_id, traceparent, address, before, after
      FROM unnest(
        \(entries.map(\.kind)),
        \(entries.map(\.ticketID)),
        \(entries.map(\.incidentID)),
        \(entries.map(\.origin.actor)),
        \(entries.map(\.origin.requestID)),
        \(entries.map { $0.origin.traceParent?.description }),
        \(entries.map { $0.origin.address?.description })::inet[],
        \(entries.map(\.before)),
        \(entries.map(\.after))
      ) WITH ORDINALITY AS entry
        (kind, ticket_id, incident_id, actor, request_id, traceparent, address, before, after,
          position)
      ORDER BY position
      """
    try await transaction.execute("WITH \(appending(events)) SELECT")
  }

  /// The common table expression that writes events, for a statement that makes the changes, too.
  /// `events` selects kind, ticket_id, incident_id, actor, request_id, traceparent, address,
  /// before, after.
  package static func appending(_ events: Query) -> Query {
    """
    recorded AS (
      INSERT INTO ledger.events
        (kind, ticket_id, incident_id, actor, request_id, traceparent, address, before, after)
      \(events)
    )
    """
  }

  /// Whether there are events behind a place (xid and id) whose order is final, as an expression.
  ///
  /// It asks for the first one and not for any: to find out that there is none, EXISTS would read
  /// the whole table, because the planner takes a third of it to be behind any place.
  static func hasEvents(behind place: Query) -> Query {
    """
    (
      SELECT event.id
      FROM ledger.events AS event
      WHERE \(isFinal(behind: place))
      ORDER BY event.xid, event.id
      LIMIT 1
    ) IS NOT NULL
    """
  }

  /// Whether `event` is behind a place (xid and id) and before every transaction that still runs.
  static func isFinal(behind place: Query) -> Query {
    """
    (event.xid, event.id) > (\(place))
      AND event.xid < pg_snapshot_xmin(pg_current_snapshot())
    """
  }
}
