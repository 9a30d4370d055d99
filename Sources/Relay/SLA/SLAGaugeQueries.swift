package import Domain
package import Postgres

/// What the metrics say of clocks.
package enum SLAGaugeQueries {
  /// How many clocks of a metric are in a state.
  package struct Count: RowDecodable, Sendable {
    package let metric: SLAMetric
    package let state: SLAState
    package let count: Int64

    package init(row: inout Row) throws(ColumnMismatch) {
      metric = try row.next()
      state = try row.next()
      count = try row.next()
    }
  }

  /// The conditions of the index `sla_clocks_due`, which has those that can still be breached.
  private static let canBeBreached: Query =
    "breach_noticed_at IS NULL AND state NOT IN ('met', 'cancelled')"

  /// How many clocks run and are paused. It reads each of them: not for every scrape.
  package static func open(_ session: some Session) async throws -> [Count] {
    try await session.query(
      """
      SELECT metric, state, count(*)
      FROM response.sla_clocks
      WHERE \(canBeBreached)
        AND state IN ('running', 'paused')
      GROUP BY metric, state
      """, as: Count.self)
  }

  /// How many of them are late, whose breach waits for its notice. It reads those alone.
  package static func overdue(_ session: some Session) async throws -> [Count] {
    try await session.query(
      """
      SELECT metric, state, count(*)
      FROM response.sla_clocks
      WHERE \(canBeBreached)
        AND due_at < public.clock_now()
      GROUP BY metric, state
      """, as: Count.self)
  }

  /// How many seconds ago the oldest event happened that the clocks do not know yet; 0 where they
  /// know all.
  package static func lag(_ session: some Session) async throws -> Double {
    try await session.value(
      """
      SELECT coalesce((
        SELECT extract(epoch FROM public.clock_now() - event.at)::float8
        FROM ledger.events AS event
        WHERE (event.xid, event.id) > (place.xid, place.id)
        ORDER BY event.xid, event.id
        LIMIT 1
      ), 0)
      FROM response.sla_place AS place
      """) ?? 0
  }
}
