import Domain
import Postgres
import Relay
import Web

/// Writes versions of policies.
enum SLAPolicyVersionQueries {
  /// What stands behind `INSERT INTO` and the table: a row, unless it would be in effect before it
  /// is published.
  static func inserting(_ draft: SLAPolicyDraft) -> Query {
    """
    (name, subject, priorities, categories, rank, calendar, first_response, acknowledgement,
      resolution, paused_in, effective_from, note)
    SELECT
      \(draft.name), \(draft.subject), \(draft.priorities), \(draft.categories), \(draft.rank),
      \(draft.calendar), \(seconds(draft.firstResponse)), \(seconds(draft.acknowledgement)),
      \(seconds(draft.resolution)), \(draft.pausedIn), time.effective_from, \(draft.note)
    FROM (
      SELECT coalesce(\(draft.effectiveFrom), public.clock_now()) AS effective_from
    ) AS time
    WHERE time.effective_from >= public.clock_now()
    """
  }

  private static func seconds(_ count: Int64?) -> Query {
    "make_interval(secs => \(count)::bigint)"
  }
}
