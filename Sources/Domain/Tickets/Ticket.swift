/// A report of trouble, triaged and stored.
package struct Ticket: Hashable, Identifiable, Sendable {
  /// The number that the database gave it.
  package let id: Int64
  /// One line that says what is wrong.
  package let title: String
  /// Everything else that was reported.
  package let description: String
  /// What kind of trouble it is.
  package let category: Category
  /// How urgent it is.
  package let priority: Priority
  /// Where it stands.
  package let status: TicketStatus
  /// Who reported it; nil where nobody said.
  package let requester: String?
  /// Who works on it.
  package let assignee: String?
  /// By what way it came in; nil where nobody said.
  package let source: String?
  /// By what words the desk sorts it.
  package let tags: Tags
  /// Why it has its category and priority.
  package let triage: Triage
  /// Counts the changes from 1; the `ETag` is made of it.
  package let version: Int
  /// When it was reported.
  package let createdAt: Instant
  /// When it was changed last; `createdAt` for one that never was.
  package let updatedAt: Instant

  /// A ticket of these values.
  package init(
    id: Int64, title: String, description: String, category: Category, priority: Priority,
    status: TicketStatus, requester: String?, assignee: String?, source: String?, tags: Tags,
    triage: Triage, version: Int, createdAt: Instant, updatedAt: Instant
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.category = category
    self.priority = priority
    self.status = status
    self.requester = requester
    self.assignee = assignee
    self.source = source
    self.tags = tags
    self.triage = triage
    self.version = version
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}
