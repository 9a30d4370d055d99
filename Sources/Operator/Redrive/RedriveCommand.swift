package import ArgumentParser
import Postgres
import Relay

/// `firstline redrive`: gives dead escalations another series of attempts.
package struct RedriveCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "redrive",
    abstract: "Has dead escalations tried again, after their cause was mended.",
    discussion: "`SELECT * FROM reporting.dead_escalations` shows them with their errors.")

  @OptionGroup package var database: DatabaseOption

  @Argument(help: "The number of one escalation. (default: all that are dead)")
  package var escalation: Int64?

  package init() {}

  package func run() async throws {
    try await database.connect { connection in
      let ids = try await connection.transaction { [escalation] transaction in
        try await EscalationQueries.redrive(id: escalation, transaction)
      }
      for id in ids { print("escalation \(id) is tried again") }
      if let escalation, ids.isEmpty {
        throw OneLine("escalation \(escalation) is not dead", status: 1)
      }
    }
  }
}
