import Domain
import Postgres
import Relay
import Web

/// What happens to the links between incidents. A link is an event of both.
struct LinkDesk: Sendable {
  /// Links an incident with another one and returns it. Where they are linked already, there is no
  /// effect and no event. Throws the problems 404, 409 where one is merged, and 412 where
  /// `condition` does not match.
  func link(
    _ id: Int64, with other: Int64, if condition: ETagCondition?, _ origin: Origin,
    _ transaction: Transaction
  ) async throws -> Incident {
    let before = try await lock(id, other, condition, transaction)
    let after = try await LinkQueries.link(id, other, transaction)
    try await record(.incidentLinked, after, origin, transaction)
    return try (after.isEmpty ? before : after).first(id)
  }

  /// Removes the link of an incident with another one and returns it. Throws the problems 404, also
  /// where they are not linked, 409 where one is merged, and 412 where `condition` does not match.
  func unlink(
    _ id: Int64, from other: Int64, if condition: ETagCondition?, _ origin: Origin,
    _ transaction: Transaction
  ) async throws -> Incident {
    _ = try await lock(id, other, condition, transaction)
    let after = try await LinkQueries.unlink(id, other, transaction)
    guard !after.isEmpty else {
      throw Problem.notFound("link between incidents \(id) and \(other)")
    }
    try await record(.incidentUnlinked, after, origin, transaction)
    return try after.first(id)
  }

  private func lock(
    _ id: Int64, _ other: Int64, _ condition: ETagCondition?, _ transaction: Transaction
  ) async throws -> [Incident] {
    try await MergeQueries.holdOff(transaction)
    let both = try await IncidentQueries.lock([id, other], transaction)
    let incident = try await both.first(id, orRead: transaction)
    let another = try await both.first(other, orRead: transaction)
    if let problem = incident.mismatch(condition) { throw problem }
    guard incident.mergedInto == nil else { throw incident.refusal(to: Self.change) }
    guard another.mergedInto == nil else {
      throw another.refusal(to: Self.change, called: "Incident \(other)")
    }
    return both
  }

  private static let change = "be linked, nor its links removed"

  /// Writes the event of both incidents, each naming the other one.
  private func record(
    _ kind: LedgerKind, _ both: [Incident], _ origin: Origin, _ transaction: Transaction
  ) async throws {
    let entries = zip(both, both.reversed()).map { incident, other in
      let link: JSONText = .object { $0.field("linked_with", other.id) }
      return LedgerEntry(
        kind, ticketID: incident.ticketID, incidentID: incident.id, origin: origin,
        before: kind == .incidentUnlinked ? link : nil,
        after: kind == .incidentLinked ? link : nil)
    }
    try await LedgerQueries.append(entries, transaction)
  }
}
