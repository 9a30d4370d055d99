/// What somebody reports, checked and not yet triaged.
package struct TicketDraft: Hashable, Sendable {
  /// One line that says what is wrong; satisfies `TextRule.title`.
  package let title: String
  /// Everything else that there is to say; satisfies `TextRule.description`.
  package let description: String
  /// Who reports it; satisfies `TextRule.requester`. Nil where nobody said.
  package let requester: String?
  /// Who is to work on it; satisfies `TextRule.actor`. Nil: nobody yet.
  package let assignee: String?
  /// By what way it comes in; satisfies `TagRule`. Nil where nobody said.
  package let source: String?
  /// By what words the desk sorts it.
  package let tags: Tags

  /// A draft of texts that have passed their rules already.
  package init(
    title: String, description: String, requester: String? = nil, assignee: String? = nil,
    source: String? = nil, tags: Tags = Tags([])
  ) {
    self.title = title
    self.description = description
    self.requester = requester
    self.assignee = assignee
    self.source = source
    self.tags = tags
  }

  /// A draft of texts as they came in: both are checked and trimmed. Throws every violation of
  /// both, at `#/title` and `#/description`.
  package init(checkingTitle title: String, description: String) throws(InvalidInput) {
    let title = TextRule.title.check(title, at: "#/title")
    let description = TextRule.description.check(description, at: "#/description")
    switch (title, description) {
    case (.success(let title), .success(let description)):
      self.init(title: title, description: description)
    case (.failure(let violation), .success), (.success, .failure(let violation)):
      throw InvalidInput(violation)
    case (.failure(let first), .failure(let second)):
      throw InvalidInput(first, second)
    }
  }
}
