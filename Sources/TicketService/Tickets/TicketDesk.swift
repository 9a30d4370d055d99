import Domain
import Postgres
import Relay
import Web

/// What happens to tickets that are there: changed, each time in one transaction with the ledger
/// event and, where a rule says so, the escalation.
struct TicketDesk: Sendable {
  let rules: EscalationRuleFollower

  /// Changes a ticket and returns it as it is then.
  ///
  /// A change that leaves everything as it is has no effect and no event. Throws the problems 404,
  /// 409 where the status does not allow the transition, and 412 where `condition` does not match.
  func change(
    _ id: Int64, _ change: TicketChange, if condition: ETagCondition?, _ origin: Origin,
    _ transaction: Transaction
  ) async throws -> Ticket {
    guard let before = try await TicketQueries.lock(id, transaction) else {
      throw Problem.notFound("ticket \(id)")
    }
    let etag = ETag(before.version)
    guard condition?.contains(etag, comparison: .strong) != false else {
      throw Problem.preconditionFailed(now: etag)
    }
    if let next = change.status, !before.status.canBecome(next) {
      throw Problem.conflict("A \(before.status.rawValue) ticket cannot become \(next.rawValue).")
        .with("status_now", before.status.rawValue)
    }
    let effect = change.effect(on: before)
    guard !effect.isEmpty else { return before }
    let decidedBy =
      effect.category == nil && effect.priority == nil ? before.triage.decidedBy : .person
    guard
      let after = try await TicketQueries.update(id, effect, decidedBy: decidedBy, transaction)
    else { throw Problem.notFound("ticket \(id)") }
    try await record(before, after, effect, origin, transaction)
    return after
  }

  private func record(
    _ before: Ticket, _ after: Ticket, _ effect: TicketChange, _ origin: Origin,
    _ transaction: Transaction
  ) async throws {
    let entry = LedgerEntry(
      .ticketChanged, ticketID: after.id, origin: origin,
      before: effect.members(of: before), after: effect.members(of: after))
    try await LedgerQueries.append([entry], transaction)
    let id = after.id
    let (before, after) = (TicketTraits(before), TicketTraits(after))
    guard before != after else { return }
    if let escalation = try rules.current.escalation(of: after, unlike: before) {
      let request = EscalationRequest(ticketID: id, escalation, origin)
      try await EscalationQueries.enqueue([request], transaction)
    }
  }
}

extension TicketChange {
  /// The part of the change that makes a difference to this ticket.
  fileprivate func effect(on ticket: Ticket) -> TicketChange {
    TicketChange(
      title: title == ticket.title ? nil : title,
      description: description == ticket.description ? nil : description,
      category: category == ticket.category ? nil : category,
      priority: priority == ticket.priority ? nil : priority,
      status: status == ticket.status ? nil : status,
      requester: requester == .some(ticket.requester) ? nil : requester,
      assignee: assignee == .some(ticket.assignee) ? nil : assignee,
      source: source == .some(ticket.source) ? nil : source,
      tags: tags == ticket.tags ? nil : tags)
  }

  /// The members that the change names, as this ticket has them.
  fileprivate func members(of ticket: Ticket) -> JSONText {
    JSONText.object { json in
      if title != nil { json.field("title", ticket.title) }
      if description != nil { json.field("description", ticket.description) }
      if category != nil { json.field("category", ticket.category) }
      if priority != nil { json.field("priority", ticket.priority) }
      if status != nil { json.field("status", ticket.status) }
      if requester != nil { json.field("requester", ticket.requester) }
      if assignee != nil { json.field("assignee", ticket.assignee) }
      if source != nil { json.field("source", ticket.source) }
      if tags != nil { json.field("tags", ticket.tags) }
    }
  }
}
