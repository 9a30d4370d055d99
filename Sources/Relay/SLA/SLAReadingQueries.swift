package import Domain
package import Postgres

/// Reads clocks as they stand now.
package enum SLAReadingQueries {
  /// The clocks of these tickets or incidents, by subject and then by metric, those that were
  /// cancelled left out.
  package static func clocks(
    of kind: SLASubject.Kind, _ ids: [Int64], _ session: some Session
  ) async throws -> [SLAClock] {
    try await session.query(reading(kind, ids), as: SLAClock.self)
  }

  static func reading(_ kind: SLASubject.Kind, _ ids: [Int64]) -> Query {
    """
    SELECT \(columns)
    FROM response.sla_clocks AS clock
    \(counted)
    WHERE clock.subject = \(kind)
      AND clock.subject_id = ANY (\(ids))
      AND clock.state <> 'cancelled'
    ORDER BY clock.subject_id, reading.place, clock.id
    """
  }

  /// The clocks of one ticket or incident with the working of their figures.
  package static func explain(
    _ kind: SLASubject.Kind, _ id: Int64, _ session: some Session
  ) async throws -> [SLAExplanation] {
    let rows = try await session.query(
      """
      SELECT
        \(columns),
        clock.calendar,
        calendar.zone,
        clock.started_at + clock.target,
        response.sla_due(
          clock.calendar, tstzmultirange(tstzrange(clock.started_at, NULL)), '{}', clock.target,
          clock.started_at),
        part.starts_at,
        part.ends_at,
        (extract(epoch FROM part.elapsed) * 1000000)::bigint
      FROM response.sla_clocks AS clock
      JOIN response.sla_calendars AS calendar ON calendar.version = clock.calendar
      \(counted)
      LEFT JOIN LATERAL response.sla_intervals(reading.counted) WITH ORDINALITY
        AS part (starts_at, ends_at, elapsed, position) ON TRUE
      WHERE clock.subject = \(kind)
        AND clock.subject_id = \(id)
        AND clock.state <> 'cancelled'
      ORDER BY reading.place, part.position
      """, as: SLAExplanation.Line.self)
    return SLAExplanation.all(of: rows)
  }

  /// What ``SLAClock`` is read from.
  private static let columns: Query = """
    clock.subject_id,
    clock.metric,
    clock.policy,
    (extract(epoch FROM clock.target) * 1000000)::bigint,
    (extract(epoch FROM response.sla_elapsed(reading.counted)) * 1000000)::bigint,
    clock.due_at,
    response.sla_state(clock.active, clock.paused, clock.due_at, public.clock_now()),
    clock.started_at,
    clock.stopped_at,
    clock.breach_noticed_at
    """

  /// What has been counted by now; and the place of the clock among those of its subject, in the
  /// order in which they fall due as a rule.
  private static let counted: Query = """
    CROSS JOIN LATERAL (
      SELECT
        response.sla_counted(
          clock.calendar, clock.active, clock.paused,
          tstzrange(clock.started_at, greatest(clock.started_at, public.clock_now()))) AS counted,
        array_position(
          ARRAY['first_response', 'acknowledgement', 'resolution'], clock.metric) AS place
    ) AS reading
    """
}
