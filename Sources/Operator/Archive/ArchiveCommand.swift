package import ArgumentParser
import Postgres

/// `firstline archive`: moves old months of the ledger to files.
package struct ArchiveCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: "Moves old months of the ledger to files, each with its seals.",
    discussion: """
      Reports say the same afterwards. A month leaves the database when its file has been written, \
      read again and compared with the seals; until then it stays, whatever happens, and another \
      run goes on. It must be sealed, and this month and the one before it stay. Keep the files: \
      what people wrote in the ledger is in them alone.
      """)

  @OptionGroup package var database: DatabaseOption

  @Option(help: "The first month that stays, as 2025-06.")
  package var before: Month

  @Option(help: "The folder of the files.")
  package var to: String

  package init() {}

  package func run() async throws {
    try await database.connect { [before, to] connection in
      let archiver = Archiver(connection, folder: to)
      for month in try await archiver.months(before: before) {
        print(try await archiver.archive(month).report)
      }
    }
  }
}
