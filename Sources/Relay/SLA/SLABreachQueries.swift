package import Domain
package import Postgres

/// Finds the clocks whose due time has passed.
package enum SLABreachQueries {
  /// Records up to `limit` breaches that nobody has noticed yet, those longest due first, each with
  /// the computed instant and with the one of this notice, and returns them. Leaves those that
  /// another program is recording or changing; so any number of programs can do it side by side.
  package static func notice(limit: Int, _ session: some Session) async throws -> [SLABreach] {
    try await session.query(
      """
      UPDATE response.sla_clocks
      SET breached_at = due_at,
        breach_noticed_at = public.clock_now()
      WHERE id = ANY (ARRAY(
        \(due(limit: limit))
      ))
      RETURNING subject, subject_id, metric, policy, breached_at, breach_noticed_at
      """, as: SLABreach.self)
  }

  /// The clocks to record, locked. What is done at the due instant is in time, so it must have
  /// passed. The conditions are those of the index `sla_clocks_due`.
  static func due(limit: Int) -> Query {
    """
    SELECT id
    FROM response.sla_clocks
    WHERE breach_noticed_at IS NULL
      AND state NOT IN ('met', 'cancelled')
      AND due_at < public.clock_now()
    ORDER BY due_at, id
    LIMIT \(limit)
    FOR UPDATE SKIP LOCKED
    """
  }
}
