import Domain
import Web

extension Operation {
  static let createToken: Operation = Operation(
    "create_token", "Make a token", needs: .changeTokens, tag: "tokens",
    description: """
      Both services take it at once. The answer has the `token`, and no other answer ever has: \
      only a hash of it is stored. That is why an `Idempotency-Key` is refused here with 400. \
      Where the answer was lost, find the token in the list, revoke it, and make another one.
      """,
    body: .json(
      .tokenDraft,
      examples: [
        .init(
          "ann",
          .object([
            .init("name", "ann"), .init("role", "agent"), .init("expires_in", .integer(7_776_000)),
          ]))
      ]),
    answers: [
      .json(
        201, "The new token, with its text.", .newToken, headers: [.location, .cacheControl],
        links: [
          .init("read", to: "read_token", "id", from: "$response.body#/id"),
          .init("revoke", to: "revoke_token", "id", from: "$response.body#/id"),
        ])
    ])

  static let listTokens: Operation = Operation(
    "list_tokens", "List tokens, newest first", needs: .readTokens, tag: "tokens",
    description: "Those that were revoked or have expired are among them.",
    parameters: Parameter.page,
    answers: [
      .json(200, "A page.", .page(of: .token, named: "TokenPage"), headers: [.link])
    ])

  static let readToken: Operation = Operation(
    "read_token", "Read of a token", needs: .readTokens, tag: "tokens", parameters: [.id],
    answers: [.json(200, "The token, without its text.", .token)])

  static let revokeToken: Operation = Operation(
    "revoke_token", "Make a token worthless", needs: .changeTokens, tag: "tokens",
    description: """
      Within a second on every instance of both services, and for good. One that is revoked \
      already stays as it is. The token of this very request may be revoked, too: this is its \
      last answer.
      """,
    parameters: [.id, .idempotencyKey], body: .optionalJSON(.nothing),
    answers: [.json(200, "The token as it is now.", .token)])
}
