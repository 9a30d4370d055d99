/// A breach that was just noticed.
package struct SLABreach: Hashable, Sendable {
  /// Whether it is about a ticket or an incident.
  package let kind: SLASubject.Kind
  /// The id of the ticket or the incident.
  package let subjectID: Int64
  /// What was promised.
  package let metric: SLAMetric
  /// The version of the policy that promised it.
  package let policy: Int
  /// When it was breached, as computed.
  package let breachedAt: Instant
  /// When that was noticed.
  package let noticedAt: Instant

  /// A breach of these values.
  package init(
    kind: SLASubject.Kind, subjectID: Int64, metric: SLAMetric, policy: Int, breachedAt: Instant,
    noticedAt: Instant
  ) {
    self.kind = kind
    self.subjectID = subjectID
    self.metric = metric
    self.policy = policy
    self.breachedAt = breachedAt
    self.noticedAt = noticedAt
  }
}
