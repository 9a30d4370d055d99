import Domain
import Postgres
import Relay
import Web

/// What happens to incidents: opened, acknowledged, resolved, each in one transaction with its
/// ledger event.
struct IncidentDesk: Sendable {
  /// Opens incidents for what the relay brings, and returns how long each ticket waited. A ticket
  /// that has an open incident already gets no other. Throws ``TicketsMissing``.
  func open(_ escalations: [Escalation], _ transaction: Transaction) async throws -> [Duration] {
    let openings = escalations.map {
      Opening(
        ticketID: $0.ticketID, severity: $0.severity, escalatableAt: $0.queuedAt,
        origin: $0.origin)
    }
    let opened = try await open(openings, transaction)
    if opened.count < openings.count {
      let missing = try await IncidentQueries.missingTickets(
        among: openings.map(\.ticketID), transaction)
      guard missing.isEmpty else { throw TicketsMissing(ids: missing) }
    }
    return opened.map { $0.incident.createdAt - $0.escalatableAt }
  }

  /// Opens an incident for a ticket by hand, or finds the open one that it has. Throws the problem
  /// 404 for an unknown ticket.
  func escalate(
    ticketID: Int64, _ origin: Origin, _ transaction: Transaction
  ) async throws -> (incident: Incident, isNew: Bool) {
    let opening = Opening(
      ticketID: ticketID, severity: nil, escalatableAt: nil, origin: origin)
    // Between losing to an open incident and reading it, somebody may resolve it; then it is our
    // turn.
    for _ in 0..<10 {
      if let opened = try await open([opening], transaction).first {
        return (opened.incident, true)
      }
      if let incident = try await IncidentQueries.findOpen(ticketID: ticketID, transaction) {
        return (incident, false)
      }
      if try await !IncidentQueries.missingTickets(among: [ticketID], transaction).isEmpty {
        throw Problem.notFound("ticket \(ticketID)")
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
  private func open(
    _ openings: [Opening], _ transaction: Transaction
  ) async throws -> [OpenedIncident] {
    let opened = try await IncidentQueries.open(openings, transaction)
    let origins = Dictionary(
      openings.map { ($0.ticketID, $0.origin) }, uniquingKeysWith: { first, _ in first })
    try await LedgerQueries.append(
      opened.map { opened in
        LedgerEntry(
          .incidentOpened, ticketID: opened.incident.ticketID, incidentID: opened.incident.id,
          origin: origins[opened.incident.ticketID] ?? Origin(actor: "relay"),
          after: opened.incident.ledgerText)
      }, transaction)
    return opened
  }

  /// Why a change that the database did not make was refused.
  private func refusal(
    of next: IncidentStatus, _ id: Int64, _ condition: ETagCondition?,
    _ transaction: Transaction
  ) async throws -> Problem {
    guard let now = try await IncidentQueries.find(id, transaction) else {
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

/// Escalations name tickets that do not exist.
struct TicketsMissing: Error, CustomStringConvertible {
  let ids: [Int64]

  var description: String { "there is no ticket \(ids.map(String.init).joined(separator: ", "))" }
}
