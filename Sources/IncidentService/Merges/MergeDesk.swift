import Domain
import Postgres
import Relay
import Web

/// How incidents become one.
struct MergeDesk: Sendable {
  /// Merges an open incident into another open one, which keeps the earlier start and the earlier
  /// acknowledgement of the two, and returns the merged one. Every incident that changes has its
  /// ledger event.
  ///
  /// Throws the problems 404, 409 where one of the two is not open, and 412 where `condition` does
  /// not match.
  func merge(
    _ id: Int64, into survivorID: Int64, if condition: ETagCondition?, _ origin: Origin,
    _ transaction: Transaction
  ) async throws -> Incident {
    try await MergeQueries.takeTurn(transaction)
    let both = try await IncidentQueries.lock([id, survivorID], transaction)
    let source = try await both.first(id, orRead: transaction)
    let survivor = try await both.first(survivorID, orRead: transaction)
    if let problem = source.mismatch(condition) { throw problem }
    guard source.status.isOpen else { throw source.refusal(to: "be merged") }
    guard survivor.status.isOpen else {
      throw survivor.refusal(to: "take in another one", called: "Incident \(survivorID)")
    }
    let before = try await MergeQueries.merged(into: id, transaction) + both
    let after = try await MergeQueries.merge(
      id, into: survivorID, survivor.gain(from: source), transaction)
    for now in after {
      try await EscalationDesk().follow(from: before.first(now.id), to: now, transaction)
    }
    let entries = try after.map { now in
      entry(from: try before.first(now.id), to: now, absorbed: id, origin)
    }
    try await LedgerQueries.append(entries, transaction)
    return try after.first(id)
  }

  private func entry(
    from before: Incident, to now: Incident, absorbed id: Int64, _ origin: Origin
  ) -> LedgerEntry {
    let isSurvivor = now.mergedInto == nil
    return LedgerEntry(
      isSurvivor ? .incidentAbsorbed : .incidentMerged, ticketID: now.ticketID,
      incidentID: now.id, origin: origin,
      before: .object { before.writeMembers(unlike: now, to: &$0) },
      after: .object { json in
        now.writeMembers(unlike: before, to: &json)
        if isSurvivor { json.field("absorbed", id) }
      })
  }
}

extension [Incident] {
  /// The incident of this id, also where it is merged, and so not among those that are locked.
  /// Throws the problem 404 where there is none.
  func first(_ id: Int64, orRead transaction: Transaction) async throws -> Incident {
    if let incident = first(where: { $0.id == id }) { return incident }
    guard let incident: Incident = try await transaction.first(IncidentQueries.find([id])) else {
      throw Problem.notFound("incident \(id)")
    }
    return incident
  }

  /// The incident of this id. Throws the problem 404 where it is not among them.
  func first(_ id: Int64) throws -> Incident {
    guard let incident = first(where: { $0.id == id }) else {
      throw Problem.notFound("incident \(id)")
    }
    return incident
  }
}
