/// Trouble that somebody must act on: what becomes of a ticket that matters.
package struct Incident: Hashable, Identifiable, Sendable {
  /// The number that the database gave it.
  package let id: Int64
  /// The ticket that it was made of.
  package let ticketID: Int64
  /// The title of the ticket when it was escalated.
  package let title: String
  /// The description of the ticket when it was escalated.
  package let description: String
  /// How bad it is: what the rule says that opened it, or the ticket's priority at first.
  package let severity: Priority
  /// Where it stands.
  package let status: IncidentStatus
  /// Who works on it.
  package let assignee: String?
  /// When somebody first said that they look at it; nil while nobody has.
  package let acknowledgedAt: Instant?
  /// When it was resolved; nil while it is not.
  package let resolvedAt: Instant?
  /// The incident that it turned out to be a part of; nil for one that was never merged.
  package let mergedInto: Int64?
  /// The version of the escalation rule that opened it; nil where it was opened by hand.
  package let rule: Int?
  /// Counts the changes from 1; the `ETag` is made of it.
  package let version: Int
  /// When it was opened; of the incidents that were merged into it, the earliest counts.
  package let createdAt: Instant
  /// When it was changed last; `createdAt` for one that never was.
  package let updatedAt: Instant

  /// An incident of these values.
  package init(
    id: Int64, ticketID: Int64, title: String, description: String, severity: Priority,
    status: IncidentStatus, assignee: String?, acknowledgedAt: Instant?, resolvedAt: Instant?,
    mergedInto: Int64?, rule: Int?, version: Int, createdAt: Instant, updatedAt: Instant
  ) {
    self.id = id
    self.ticketID = ticketID
    self.title = title
    self.description = description
    self.severity = severity
    self.status = status
    self.assignee = assignee
    self.acknowledgedAt = acknowledgedAt
    self.resolvedAt = resolvedAt
    self.mergedInto = mergedInto
    self.rule = rule
    self.version = version
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}
