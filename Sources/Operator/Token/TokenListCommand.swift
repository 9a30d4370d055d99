import Access
package import ArgumentParser
import Domain

/// `firstline token list`: which tokens there are.
package struct TokenListCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the tokens, newest first. What their bearers send is not known here.")

  @OptionGroup package var database: DatabaseOption

  package init() {}

  package func run() async throws {
    try await database.connect { connection in
      PlainOutput.write(Self.line("ID", "ROLE", "CREATED", "EXPIRES", "REVOKED", "USED", "NAME"))
      var last: AccessToken?
      while true {
        let tokens = try await TokenQueries.list(
          behind: last.map { ($0.createdAt, $0.id) }, limit: 500, connection)
        for token in tokens { PlainOutput.write(Self.line(token)) }
        guard let oldest = tokens.last else { return }
        last = oldest
      }
    }
  }

  private static func line(_ token: AccessToken) -> String {
    line(
      String(token.id), token.role.rawValue, day(token.createdAt), day(token.expiresAt),
      day(token.revokedAt), day(token.lastUsedAt), token.name)
  }

  /// To the minute; `-` for never.
  private static func day(_ instant: Instant?) -> String {
    instant.map { $0.description.prefix(16) + "Z" } ?? "-"
  }

  private static func line(_ columns: String...) -> String {
    let widths = [6, 9, 17, 17, 17, 17, 0]
    let padded = zip(columns, widths).map { text, width in
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    return padded.joined(separator: "  ")
  }
}
