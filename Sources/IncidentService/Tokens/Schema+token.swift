import Access
import Domain
import Web

extension Schema {
  /// A token as answers have it: without what its bearer sends.
  static let token: Schema = Schema.object(tokenMembers).named("Token")

  /// A token that was made just now.
  static let newToken: Schema = Schema.object(
    tokenMembers + [
      .required(
        "token",
        Schema.string().describedAs("What its bearer sends. It is shown this once."))
    ]
  ).named("TokenWithText")

  private static let tokenMembers: [Schema.Property] = [
    .required("id", .identifier),
    .required("name", .string(TextRule.actor.length)),
    .required("role", .enumeration(Role.self)),
    .required("created_at", .timestamp),
    .required("expires_at", Schema.timestamp.nullable),
    .required("revoked_at", Schema.timestamp.nullable),
    .required("last_used_at", Schema.timestamp.nullable),
  ]

  /// What is posted.
  static let tokenDraft: Schema = Schema.object([
    .required("name", .text(TextRule.actor.length)),
    .required("role", .enumeration(Role.self)),
    .optional(
      "expires_in",
      Schema.integer(TokenDraft.seconds).nullable
        .describedAs("How many seconds it lasts; null: until it is revoked.")),
  ]).named("TokenDraft")
}
