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
}

/// Which comments a list shows.
struct CommentFilter: QueryReadable {
  let visibility: Comment.Visibility?

  init?(from query: inout QueryReader) {
    visibility = query.optional("visibility", .oneOf(Comment.Visibility.self))
  }
}
