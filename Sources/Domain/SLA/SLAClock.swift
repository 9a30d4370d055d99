/// A promise about a ticket or an incident, and how much of its time has been counted.
package struct SLAClock: Hashable, Sendable {
  /// The id of the ticket or the incident.
  package let subjectID: Int64
  /// What is promised.
  package let metric: SLAMetric
  /// The version of the policy that promised it.
  package let policy: Int
  /// How much counted time it may take.
  package let target: Duration
  /// How much time has been counted.
  package let elapsed: Duration
  /// When the target is used up; nil while the clock is paused, or where that is never.
  package let dueAt: Instant?
  /// Where it stands.
  package let state: SLAState
  /// When it was started.
  package let startedAt: Instant
  /// When it was stopped; nil while it is not.
  package let stoppedAt: Instant?
  /// When the breach was noticed, which is later than the due time; nil while none was.
  package let breachNoticedAt: Instant?

  /// A clock of these values.
  package init(
    subjectID: Int64, metric: SLAMetric, policy: Int, target: Duration, elapsed: Duration,
    dueAt: Instant?, state: SLAState, startedAt: Instant, stoppedAt: Instant?,
    breachNoticedAt: Instant?
  ) {
    self.subjectID = subjectID
    self.metric = metric
    self.policy = policy
    self.target = target
    self.elapsed = elapsed
    self.dueAt = dueAt
    self.state = state
    self.startedAt = startedAt
    self.stoppedAt = stoppedAt
    self.breachNoticedAt = breachNoticedAt
  }

  /// How much of the target is left; negative where more was counted.
  package var remaining: Duration { target - elapsed }

  /// When it was breached: the computed instant, not when that was noticed. Nil where it was not.
  package var breachedAt: Instant? { state == .breached ? dueAt : nil }
}
