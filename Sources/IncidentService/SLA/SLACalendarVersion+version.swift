import Domain
import Postgres
import Relay
import Web

extension SLACalendarVersion: Version {
  typealias Draft = SLACalendarDraft

  static var noun: String { "a calendar" }
  static var table: Query { "response.sla_calendars" }

  static func inserting(_ draft: SLACalendarDraft) -> Query {
    """
    (name, zone, windows, holidays, note)
    VALUES (
      \(draft.name), \(draft.zone), \(draft.windows), \(draft.holidays)::text[]::date[],
      \(draft.note))
    """
  }

  /// A zone that the server does not know is an invalid parameter value; all else has been checked.
  static func violation(of error: DatabaseError) -> Violation? {
    guard error.isDataRefusal else { return nil }
    return Violation(pointer: "#/zone", code: .notAllowed, detail: "is not known to the database")
  }
}
