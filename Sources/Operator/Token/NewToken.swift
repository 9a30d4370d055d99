import Access
import Domain
import Postgres

/// Tokens that are made here.
enum NewToken {
  /// Who makes and revokes tokens by the command line, as the ledger has it.
  static let origin = Origin(actor: "firstline token")

  /// Makes a token, with its event, and returns what its bearer is to send.
  static func make(_ draft: TokenDraft, _ connection: Connection) async throws -> TokenSecret {
    let issued = try await connection.transaction { transaction in
      try await IssuedToken.issue(draft, origin, transaction)
    }
    guard let issued else { throw OneLine("no token was made", status: 1) }
    return issued.secret
  }
}
