/// What somebody wants to change of a ticket, checked. Nil: leave it as it is.
package struct TicketChange: Hashable, Sendable {
  /// The new title; satisfies `TextRule.title`.
  package let title: String?
  /// The new description; satisfies `TextRule.description`.
  package let description: String?
  /// The category that a person chose.
  package let category: Category?
  /// The priority that a person chose.
  package let priority: Priority?
  /// The new status. Whether the ticket's present one allows it is not checked here.
  package let status: TicketStatus?
  /// Who reported it; satisfies `TextRule.requester`. `.some(nil)`: nobody knows.
  package let requester: String??
  /// Who is to work on it; satisfies `TextRule.actor`. `.some(nil)`: nobody.
  package let assignee: String??
  /// By what way it came in; satisfies `TagRule`. `.some(nil)`: nobody knows.
  package let source: String??
  /// All the tags that it is to have.
  package let tags: Tags?

  /// A change to texts that have passed their rules already.
  package init(
    title: String? = nil, description: String? = nil, category: Category? = nil,
    priority: Priority? = nil, status: TicketStatus? = nil, requester: String?? = nil,
    assignee: String?? = nil, source: String?? = nil, tags: Tags? = nil
  ) {
    self.title = title
    self.description = description
    self.category = category
    self.priority = priority
    self.status = status
    self.requester = requester
    self.assignee = assignee
    self.source = source
    self.tags = tags
  }

  /// A change to texts as they came in: they are checked and trimmed. Throws every violation of
  /// them, at `#/title` and `#/description`.
  package init(
    checkingTitle title: String?, description: String? = nil, category: Category? = nil,
    priority: Priority? = nil, status: TicketStatus? = nil
  ) throws(InvalidInput) {
    var violations: [Violation] = []
    let title = title.flatMap {
      TextRule.title.check($0, at: "#/title", reportingTo: &violations)
    }
    let description = description.flatMap {
      TextRule.description.check($0, at: "#/description", reportingTo: &violations)
    }
    if let invalid = InvalidInput(violations) { throw invalid }
    self.init(
      title: title, description: description, category: category, priority: priority,
      status: status)
  }

  /// Whether it changes nothing.
  package var isEmpty: Bool {
    self == TicketChange()
  }
}
