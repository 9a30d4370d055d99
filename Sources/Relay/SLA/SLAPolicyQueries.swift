import Domain
import Postgres

/// Finds the policy that applies to a ticket or an incident.
enum SLAPolicyQueries {
  /// The version that applies at an instant, if any: of each policy the newest that is in effect,
  /// and of those the first that fits. `paused` is the time from then on where the policy pauses in
  /// the subject's status, and else none.
  static func inEffect(for subject: SLASubject, at instant: Instant) -> Query {
    """
    SELECT version, name, calendar, first_response, acknowledgement, resolution,
      CASE WHEN \(subject.status) = ANY (paused_in)
        THEN tstzmultirange(tstzrange(\(instant), NULL)) ELSE '{}' END AS paused
    FROM (
      SELECT DISTINCT ON (name) version, name, subject, priorities, categories, rank, calendar,
        first_response, acknowledgement, resolution, paused_in
      FROM response.sla_policies
      WHERE effective_from <= \(instant)
      ORDER BY name, effective_from DESC, version DESC
    ) AS newest
    WHERE subject = \(subject.kind)
      AND (priorities IS NULL OR \(subject.priority) = ANY (priorities))
      AND (categories IS NULL OR \(subject.category) = ANY (categories))
    ORDER BY rank, name, version
    LIMIT 1
    """
  }

  /// Every version with the time during which it is in effect, where that is ever so: from its
  /// `effective_from` up to `effective_until`, which is NULL for the newest of its name.
  static let lives: Query = """
    SELECT version, name, subject, priorities, categories, rank, calendar, first_response,
      acknowledgement, resolution, paused_in, effective_from,
      lead(effective_from) OVER (
        PARTITION BY name ORDER BY effective_from, version) AS effective_until
    FROM response.sla_policies
    """

  /// What such a policy promises, a row for each metric; the target is NULL where it promises none.
  static let promises: Query = """
    VALUES ('first_response', policy.first_response),
      ('acknowledgement', policy.acknowledgement),
      ('resolution', policy.resolution)
    """
}
