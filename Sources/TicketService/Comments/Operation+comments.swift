import Domain
import Web

extension Operation {
  static let commentTicket: Operation = Operation(
    "comment_ticket", "Say something about a ticket", needs: .commentTickets, tag: "tickets",
    description: """
      In whatever status the ticket is. `public` is also for who reported the trouble, `internal` \
      for the desk alone.
      """,
    parameters: [.id, .idempotencyKey],
    body: .json(.newComment, examples: [.init("question", questionExample)]),
    answers: [.json(201, "The comment.", .comment)])

  static let listComments: Operation = Operation(
    "list_comments", "List what was said about a ticket, oldest first", needs: .readTickets,
    tag: "tickets",
    parameters: [
      .id,
      .query(
        "visibility", .enumeration(Comment.Visibility.self), "Only comments of this visibility."),
    ] + Parameter.page,
    answers: [
      .json(200, "A page.", .page(of: .comment, named: "CommentPage"), headers: [.link])
    ])

  private static let questionExample: OrderedJSON = .object([
    .init("visibility", "public"),
    .init("text", "Since when?"),
  ])
}

extension Schema {
  /// What is posted.
  fileprivate static let newComment: Schema = Schema.object([
    .required("visibility", .enumeration(Comment.Visibility.self)),
    .required("text", .text(TextRule.comment.length)),
  ]).named("NewComment")

  /// A comment as every answer has it.
  fileprivate static let comment: Schema = Schema.object([
    .required("id", .identifier),
    .required("ticket_id", .identifier),
    .required("visibility", .enumeration(Comment.Visibility.self)),
    .required("text", .string(TextRule.comment.length)),
    .required("author", Schema.string().describedAs("Who says it.")),
    .required("created_at", .timestamp),
  ]).named("Comment")
}
