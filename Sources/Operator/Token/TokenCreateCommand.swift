import Access
package import ArgumentParser
package import Domain
import Postgres

extension Role: ExpressibleByArgument {}

/// `firstline token create`: makes a token, and shows it this once.
package struct TokenCreateCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Makes a token and prints it, alone on its line. It cannot be shown again.",
    discussion: """
      Both services take it at once, as "Authorization: Bearer fl_...". The database keeps a hash \
      of it and nothing more.
      """)

  @OptionGroup package var database: DatabaseOption

  @Option(help: "Who has it: the actor in the ledger, and the requester of a requester's tickets.")
  package var name: String

  @Option(help: "What its bearer may do: requester, agent, responder, auditor or admin.")
  package var role: Role

  @Option(help: "How long it lasts, as 90d, 12h or 30m. (default: until it is revoked)")
  package var expires: Lifetime?

  package init() {}

  package func run() async throws {
    let draft = try draft
    try await database.connect { connection in
      PlainOutput.write(try await NewToken.make(draft, connection).text)
    }
  }

  private var draft: TokenDraft {
    get throws {
      switch TextRule.actor.check(name, at: "--name") {
      case .success(let name):
        return TokenDraft(name: name, role: role, lifetime: expires?.duration)
      case .failure(let violation):
        throw ValidationError("\(violation.pointer) \(violation.detail).")
      }
    }
  }
}
