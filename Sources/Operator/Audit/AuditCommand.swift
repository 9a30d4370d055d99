package import ArgumentParser
import Postgres
package import Relay

/// `firstline audit`: what proves that the ledger is as it was written.
package struct AuditCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Checks the ledger against its seals, and exports both.",
    discussion: "Any role that may read the ledger can do it.",
    subcommands: [AuditVerifyCommand.self, AuditExportCommand.self])

  package init() {}
}

/// `firstline audit verify`: finds what was changed, removed, inserted or reordered.
package struct AuditVerifyCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Finds events that were changed, removed, inserted or reordered.",
    discussion: """
      Exits with 1 and names each. Who can rewrite the ledger can rewrite its newest seals, too: \
      compare with seals that were kept elsewhere, as the log of the incident service has them.
      """)

  @OptionGroup package var database: DatabaseOption

  @Option(help: "A seal that was kept elsewhere, as NUMBER:HASH; may be given several times.")
  package var seal: [Seal] = []

  @Option(help: "The file of an archived month, to be compared; may be given several times.")
  package var archive: [String] = []

  package init() {}

  package func run() async throws {
    try await database.connect { [seal, archive] connection in
      let audit = try await connection.transaction { transaction in
        try await VerifyQueries.takeSnapshot(transaction)
        return try await Audit.run(kept: seal, archives: archive, on: transaction)
      }
      for finding in audit.findings { print(finding) }
      print(audit.summary)
      if !audit.findings.isEmpty { throw ExitCode.failure }
    }
  }
}

/// `firstline audit export`: writes the ledger with its seals.
package struct AuditExportCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the ledger with its seals to standard output, as NDJSON.",
    discussion: """
      Each event in its canonical form, in the order of the seals, and behind the events of a seal \
      the seal itself; behind the last one what is not sealed yet. Nothing is checked.
      """)

  @OptionGroup package var database: DatabaseOption

  package init() {}

  package func run() async throws {
    try await database.connect { connection in
      try await connection.transaction { transaction in
        try await VerifyQueries.takeSnapshot(transaction)
        try await AuditExport.write(transaction) { line in print(line) }
      }
    }
  }
}

extension Seal: ExpressibleByArgument {
  /// Reads what `description` wrote.
  package init?(argument: String) {
    self.init(argument)
  }
}
