import Domain

extension TicketDraft {
  /// The draft as somebody may make it who has only tickets of one's own; nil: anybody's. Throws
  /// `InvalidInput` where it says what is for the desk to say.
  func reported(by owner: String?) throws(InvalidInput) -> TicketDraft {
    guard let owner else { return self }
    var violations: [Violation] = []
    if let requester, requester != owner {
      violations.append(
        Violation(
          pointer: "#/requester", code: .notAllowed, detail: "must be who asks, or be left out"))
    }
    if assignee != nil {
      violations.append(
        Violation(pointer: "#/assignee", code: .notAllowed, detail: "is for the desk to say"))
    }
    if let invalid = InvalidInput(violations) { throw invalid }
    return TicketDraft(title: title, description: description, requester: owner, tags: tags)
  }
}
