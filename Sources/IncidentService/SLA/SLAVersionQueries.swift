import Domain
import Postgres
import Relay
import Web

/// Reads and writes `response.sla_calendars` and `response.sla_policies`, whose rows are versions
/// that nobody changes.
enum SLAVersionQueries {
  /// Versions of calendars, newest first, from behind the cursor on: one more than the page holds.
  static func calendars(
    _ page: PageRequest, _ session: some Session
  ) async throws -> [SLACalendarVersion] {
    try await session.query(
      """
      SELECT \(SLACalendarVersion.columns)
      FROM response.sla_calendars
      WHERE \(isBehind(page.cursor))
      ORDER BY created_at DESC, version DESC
      LIMIT \(page.rowsToFetch)
      """, as: SLACalendarVersion.self)
  }

  /// The same of policies.
  static func policies(
    _ page: PageRequest, _ session: some Session
  ) async throws -> [SLAPolicyVersion] {
    try await session.query(
      """
      SELECT \(SLAPolicyVersion.columns)
      FROM response.sla_policies
      WHERE \(isBehind(page.cursor))
      ORDER BY created_at DESC, version DESC
      LIMIT \(page.rowsToFetch)
      """, as: SLAPolicyVersion.self)
  }

  /// Publishes a version of a calendar. A zone that the server does not know fails it by an invalid
  /// parameter value.
  static func publish(
    _ draft: SLACalendarDraft, _ transaction: Transaction
  ) async throws -> SLACalendarVersion? {
    try await transaction.first(
      """
      INSERT INTO response.sla_calendars (name, zone, windows, holidays, note)
      VALUES (
        \(draft.name), \(draft.zone), \(draft.windows), \(draft.holidays)::text[]::date[],
        \(draft.note))
      RETURNING \(SLACalendarVersion.columns)
      """)
  }

  /// Publishes a version of a policy, in effect from now on. A calendar that does not exist is a
  /// foreign key violation.
  static func publish(
    _ draft: SLAPolicyDraft, _ transaction: Transaction
  ) async throws -> SLAPolicyVersion? {
    try await transaction.first(
      """
      INSERT INTO response.sla_policies
        (name, subject, priorities, categories, rank, calendar, first_response, acknowledgement,
          resolution, paused_in, note)
      VALUES (
        \(draft.name), \(draft.subject), \(draft.priorities), \(draft.categories), \(draft.rank),
        \(draft.calendar), \(seconds(draft.firstResponse)), \(seconds(draft.acknowledgement)),
        \(seconds(draft.resolution)), \(draft.pausedIn), \(draft.note))
      RETURNING \(SLAPolicyVersion.columns)
      """)
  }

  private static func seconds(_ count: Int64?) -> Query {
    "make_interval(secs => \(count)::bigint)"
  }

  private static func isBehind(_ cursor: Cursor?) -> Query {
    guard let cursor else { return "TRUE" }
    return "(created_at, version) < (\(cursor.at), \(cursor.id))"
  }
}
