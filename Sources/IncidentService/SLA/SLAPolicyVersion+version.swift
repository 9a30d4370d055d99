import Domain
import Postgres
import Relay
import Web

extension SLAPolicyVersion: Version {
  typealias Draft = SLAPolicyDraft

  static var noun: String { "an SLA policy" }
  static var table: Query { "response.sla_policies" }

  static func inserting(_ draft: SLAPolicyDraft) -> Query {
    SLAPolicyVersionQueries.inserting(draft)
  }

  /// What was promised is promised: nothing is in effect before it was published.
  static var refusal: Violation? {
    Violation(
      pointer: "#/effective_from", code: .outOfRange, detail: "must not be in the past")
  }

  /// A calendar that does not exist is a foreign key violation.
  static func violation(of error: DatabaseError) -> Violation? {
    guard error.sqlState == .foreignKeyViolation else { return nil }
    return Violation(
      pointer: "#/calendar", code: .notAllowed, detail: "is no version of a calendar")
  }
}
