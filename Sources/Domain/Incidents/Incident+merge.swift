extension Incident {
  /// What changes of an incident when another one is merged into it.
  package struct Gain: Hashable, Sendable {
    /// Acknowledged where one of the two was.
    package let status: IncidentStatus
    /// When somebody first said that they look at one of the two.
    package let acknowledgedAt: Instant?
    /// When the earlier one was opened.
    package let createdAt: Instant
    /// The earlier one.
    package let earlierID: Int64
  }

  /// What it gains by the merge of another open incident.
  package func gain(from other: Incident) -> Gain {
    let earlier = (other.createdAt, other.id) < (createdAt, id) ? other : self
    return Gain(
      status: other.status == .acknowledged ? .acknowledged : status,
      acknowledgedAt: [acknowledgedAt, other.acknowledgedAt].compactMap(\.self).min(),
      createdAt: earlier.createdAt, earlierID: earlier.id)
  }
}
