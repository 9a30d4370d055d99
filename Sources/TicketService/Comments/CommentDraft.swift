import Domain
import Web

/// What somebody wants to say about a ticket, checked.
struct CommentDraft: JSONReadable {
  let visibility: Comment.Visibility
  let text: String

  init?(from fields: inout FieldReader) {
    let visibility = fields.required("visibility", .oneOf(Comment.Visibility.self))
    let text = fields.required("text", .comment)
    guard let visibility, let text else { return nil }
    self.visibility = visibility
    self.text = text
  }

  /// Throws `InvalidInput` where it is for the desk alone: who reports trouble is not of it.
  func mustBePublic() throws(InvalidInput) {
    guard visibility == .internal else { return }
    throw InvalidInput(
      Violation(pointer: "#/visibility", code: .notAllowed, detail: "must be \"public\""))
  }
}

/// Which comments a list shows.
struct CommentFilter: QueryReadable {
  let visibility: Comment.Visibility?
  /// Whether internal ones are shown to nobody. No client says it.
  private(set) var isPublicOnly = false

  init?(from query: inout QueryReader) {
    visibility = query.optional("visibility", .oneOf(Comment.Visibility.self))
  }

  /// The part of it that is not for the desk alone.
  var publicOnly: CommentFilter {
    var filter = self
    filter.isPublicOnly = true
    return filter
  }
}
