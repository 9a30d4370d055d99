import Access
package import ArgumentParser
import Domain
import Postgres

/// `firstline token revoke`: makes a token worthless.
package struct TokenRevokeCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Makes a token worthless, on every running service within a second.")

  @OptionGroup package var database: DatabaseOption

  @Argument(help: "The number of the token, as the list has it.")
  package var token: Int64

  package init() {}

  package func run() async throws {
    try await database.connect { [token] connection in
      let revoked = try await connection.transaction { transaction in
        try await TokenQueries.revoke(token, NewToken.origin, transaction)
      }
      guard let revoked else { throw OneLine("there is no token \(token)", status: 1) }
      PlainOutput.write("token \(revoked.id) of \(revoked.name) is revoked")
    }
  }
}
