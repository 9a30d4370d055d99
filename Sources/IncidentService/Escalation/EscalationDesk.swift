import Domain
import Postgres

/// What a change of an incident means for its escalation.
struct EscalationDesk: Sendable {
  /// Stops the escalation of an incident that was open and is not any more, and starts one for an
  /// incident that is open again. A changed severity changes nothing: a run keeps its policy.
  ///
  /// The incident must be locked, and its event be written afterwards: then no step comes behind
  /// the acknowledgement.
  func follow(
    from before: Incident, to after: Incident, _ transaction: Transaction
  ) async throws {
    guard before.status != after.status else { return }
    if after.status == .open {
      try await EscalationRunQueries.start(after.id, transaction)
    } else if before.status == .open {
      let reason = after.mergedInto == nil ? after.status.rawValue : "merged"
      try await EscalationRunQueries.stop(after.id, by: reason, transaction)
    }
  }
}
