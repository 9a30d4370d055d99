import Domain
import Postgres
import Relay
import Web

/// What happens to incidents: opened, acknowledged, resolved, each in one transaction with its
/// ledger event.
struct IncidentDesk: Sendable {
  /// Opens an incident for a ticket by hand, or finds the open one that it has. Throws the problem
  /// 404 for an unknown ticket.
  func escalate(
    ticketID: Int64, _ origin: Origin, _ transaction: Transaction
  ) async throws -> (incident: Incident, isNew: Bool) {
    // Between losing to an open incident and reading it, somebody may resolve it; then it is our
    // turn.
    for _ in 0..<10 {
      do {
        let opened = try await IncidentQueries.open(ticketID: ticketID, origin, transaction)
        if let opened { return (opened, true) }
      } catch let error as DatabaseError where error.sqlState == .foreignKeyViolation {
        throw Problem.notFound("ticket \(ticketID)")
      }
      if let incident = try await IncidentQueries.findOpen(ticketID: ticketID, transaction) {
        return (incident, false)
      }
    }
    throw Problem.unavailable("The incidents of ticket \(ticketID) change too fast to follow.")
  }

  /// Says that somebody looks at the incident. Throws the problems 404, 409 where it is not open,
  /// and 412 where `condition` does not match.
  func acknowledge(
    _ id: Int64, if condition: ETagCondition?, _ origin: Origin, _ transaction: Transaction
  ) async throws -> Incident {
    let changed = try await IncidentQueries.acknowledge(
      id, versions: condition?.versions, transaction)
    guard let changed else {
      throw try await refusal(of: .acknowledged, id, condition, transaction)
    }
    let entry = LedgerEntry(
      .incidentAcknowledged, ticketID: changed.ticketID, incidentID: id, origin: origin,
      before: .object { $0.field("status", IncidentStatus.open) },
      after: .object { json in
        json.field("status", changed.status)
        json.field("acknowledged_at", changed.acknowledgedAt)
      })
    try await LedgerQueries.append([entry], transaction)
    return changed
  }

  /// Says that the trouble is over. Throws the problems 404, 409 where it is over already, and 412
  /// where `condition` does not match.
  func resolve(
    _ id: Int64, if condition: ETagCondition?, _ origin: Origin, _ transaction: Transaction
  ) async throws -> Incident {
    let changed = try await IncidentQueries.resolve(
      id, versions: condition?.versions, transaction)
    guard let changed else {
      throw try await refusal(of: .resolved, id, condition, transaction)
    }
    let before: IncidentStatus = changed.acknowledgedAt == nil ? .open : .acknowledged
    let entry = LedgerEntry(
      .incidentResolved, ticketID: changed.ticketID, incidentID: id, origin: origin,
      before: .object { $0.field("status", before) },
      after: .object { json in
        json.field("status", changed.status)
        json.field("resolved_at", changed.resolvedAt)
      })
    try await LedgerQueries.append([entry], transaction)
    return changed
  }
}

extension IncidentDesk {
  /// Why a change that the database did not make was refused.
  private func refusal(
    of next: IncidentStatus, _ id: Int64, _ condition: ETagCondition?,
    _ transaction: Transaction
  ) async throws -> Problem {
    guard let now: Incident = try await transaction.first(IncidentQueries.find([id])) else {
      return .notFound("incident \(id)")
    }
    let etag = ETag(now.version)
    guard condition?.contains(etag, comparison: .strong) != false else {
      return .preconditionFailed(now: etag)
    }
    return .conflict("The incident is \(now.status.rawValue) and cannot become \(next.rawValue).")
      .with("status_now", now.status.rawValue)
  }
}
