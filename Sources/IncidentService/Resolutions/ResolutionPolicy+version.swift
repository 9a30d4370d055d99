import Domain
import Postgres
import Relay
import Web

extension ResolutionPolicy: Version {
  typealias Draft = ResolutionPolicyDraft

  static var noun: String { "the resolution policy" }
  static var table: Query { "response.resolution_policies" }

  static func inserting(_ draft: ResolutionPolicyDraft) -> Query {
    "(tickets, note) VALUES (\(draft.tickets), \(draft.note))"
  }
}
