import Domain
import Postgres

extension SLANews {
  /// Changes the clocks as the event says. Throws ``Unreadable`` where the ledger makes no sense.
  func apply(_ transaction: Transaction) async throws {
    let subject = try subject()
    switch kind {
    case "ticket.commented":
      try await stop(subject, [.firstResponse], transaction)
    case "incident.opened":
      try await SLAClockQueries.start(subject, subject.promises, at: at, transaction)
    case "incident.merged":
      // Whatever happens now happens to the survivor.
      try await SLAClockQueries.cancel(subject, at: at, transaction)
      try await stop(subject, SLAMetric.allCases, transaction)
    default:
      try await follow(subject, transaction)
    }
  }

  /// A change of the status, or of what decides about the policy, or of both at once.
  private func follow(_ subject: SLASubject, _ transaction: Transaction) async throws {
    let isReopened = SLASubject.isEnded(formerStatus) && !subject.isEnded
    if isReopened {
      try await SLAClockQueries.restart(subject, [.resolution], at: at, transaction)
    }
    if changesPolicy || isReopened {
      try await SLAClockQueries.retarget(subject, at: at, transaction)
      if !subject.isEnded {
        let missing = subject.promises.filter { !done.contains($0) }
        try await SLAClockQueries.start(subject, missing, at: at, transaction)
      }
    }
    guard formerStatus != nil else { return }
    if subject.isEnded {
      try await stop(subject, SLAMetric.allCases, transaction)
    } else {
      if subject.isTakenUp { try await stop(subject, [.acknowledgement], transaction) }
      try await SLAClockQueries.pauseOrResume(subject, at: at, transaction)
    }
  }

  private func stop(
    _ subject: SLASubject, _ metrics: [SLAMetric], _ transaction: Transaction
  ) async throws {
    try await SLAClockQueries.stop(subject, metrics, at: at, transaction)
  }
}

extension SLASubject {
  /// What can be promised about it: nobody answers an incident.
  fileprivate var promises: [SLAMetric] {
    kind == .ticket ? SLAMetric.allCases : [.acknowledgement, .resolution]
  }

  /// Whether somebody has begun.
  fileprivate var isTakenUp: Bool {
    status == TicketStatus.inProgress.rawValue || status == IncidentStatus.acknowledged.rawValue
  }

  /// Whether nothing is left to be done.
  fileprivate var isEnded: Bool { Self.isEnded(status) }

  /// Tickets and incidents end by the same words.
  fileprivate static func isEnded(_ status: String?) -> Bool {
    status == TicketStatus.resolved.rawValue || status == TicketStatus.closed.rawValue
  }
}
