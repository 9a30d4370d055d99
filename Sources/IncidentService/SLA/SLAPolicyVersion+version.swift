import Domain
import Postgres
import Relay
import Web

extension SLAPolicyVersion: Version {
  typealias Draft = SLAPolicyDraft

  static var noun: String { "an SLA policy" }
  static var table: String { "response.sla_policies" }

  static func inserting(_ draft: SLAPolicyDraft) -> Query {
    """
    (name, subject, priorities, categories, rank, calendar, first_response, acknowledgement,
      resolution, paused_in, note)
    VALUES (
      \(draft.name), \(draft.subject), \(draft.priorities), \(draft.categories), \(draft.rank),
      \(draft.calendar), \(seconds(draft.firstResponse)), \(seconds(draft.acknowledgement)),
      \(seconds(draft.resolution)), \(draft.pausedIn), \(draft.note))
    """
  }

  private static func seconds(_ count: Int64?) -> Query {
    "make_interval(secs => \(count)::bigint)"
  }

  /// A calendar that does not exist is a foreign key violation.
  static func violation(of error: DatabaseError) -> Violation? {
    guard error.sqlState == .foreignKeyViolation else { return nil }
    return Violation(
      pointer: "#/calendar", code: .notAllowed, detail: "is no version of a calendar")
  }
}
