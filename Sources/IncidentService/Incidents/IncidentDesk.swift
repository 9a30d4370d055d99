import Domain
import Postgres
import Relay
import Web

/// What happens to incidents: opened, and moved along until they are closed, each time in one
/// transaction with the ledger event.
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

  /// Makes a move with its ledger event, and returns the incident as it is then.
  ///
  /// A move that leaves everything as it is has no effect and no event. Throws the problems 404,
  /// 409 where the status does not allow the move, and 412 where `condition` does not match.
  func make(
    _ move: IncidentMove, of id: Int64, if condition: ETagCondition?, _ origin: Origin,
    _ transaction: Transaction
  ) async throws -> Incident {
    var states = try await states(move, id, condition, transaction)
    if states.count == 1, refusal(of: move, states[0], condition) == nil {
      // It is allowed, and yet was not made: somebody who held the lock has just made it possible.
      // A statement sees others' changes as of its start; the next one sees this, too.
      states = try await self.states(move, id, condition, transaction)
    }
    guard let before = states.first else { throw Problem.notFound("incident \(id)") }
    guard states.count == 2, let after = states.last else {
      if let refusal = refusal(of: move, before, condition) { throw refusal }
      return before
    }
    let resolvesTickets = try await resolvesTickets(move, transaction)
    try await EscalationDesk().follow(from: before, to: after, transaction)
    let entry = LedgerEntry(
      move.kind, ticketID: after.ticketID, incidentID: id, origin: origin,
      before: move.changesMembers
        ? .object { before.writeMembers(unlike: after, to: &$0) } : nil,
      after: .object { json in
        after.writeMembers(unlike: before, to: &json)
        move.writeRemarks(to: &json)
        if resolvesTickets { json.field("resolve_tickets", true) }
      })
    try await LedgerQueries.append([entry], transaction)
    if resolvesTickets {
      try await ResolutionQueries.enqueue(ticketsOf: id, origin, transaction)
    }
    return after
  }

  /// Whether a move resolves the incident's tickets, too. Throws the problem 409 where the policy
  /// forbids what was asked for.
  private func resolvesTickets(
    _ move: IncidentMove, _ transaction: Transaction
  ) async throws -> Bool {
    guard case .resolve(let wanted) = move else { return false }
    switch try await ResolutionPolicyQueries.newest(transaction)?.tickets ?? .offer {
    case .resolve: return wanted ?? true
    case .offer: return wanted ?? false
    case .keep where wanted == true:
      throw Problem.conflict("The resolution policy keeps tickets as they are.")
    case .keep: return false
    }
  }

  /// The incident before the move and, where it was made, after it.
  private func states(
    _ move: IncidentMove, _ id: Int64, _ condition: ETagCondition?, _ transaction: Transaction
  ) async throws -> [Incident] {
    do {
      let states = try await IncidentMoveQueries.make(
        move, of: id, versions: condition?.versions, transaction)
      if let before = states.first?.status.isOpen, let now = states.last?.status.isOpen,
        now != before
      {
        try await MergeQueries.holdTickets(of: id, now, transaction)
      }
      return states
    } catch let error as DatabaseError
      where error.isUniqueViolation(of: "one_open_incident_per_ticket")
    {
      throw Problem.conflict("A ticket of the incident has another open incident.")
        .with("status_now", IncidentStatus.resolved.rawValue)
    }
  }

  /// Why a move was not made; nil where it makes no difference.
  private func refusal(
    of move: IncidentMove, _ now: Incident, _ condition: ETagCondition?
  ) -> Problem? {
    if let problem = now.mismatch(condition) { return problem }
    if move.from.contains(now.status), now.mergedInto == nil { return nil }
    return now.refusal(to: move.whatIsRefused)
  }
}
