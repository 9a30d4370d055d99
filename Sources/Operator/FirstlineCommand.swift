package import ArgumentParser

/// `firstline`, the operator's command line.
package struct FirstlineCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "firstline",
    abstract: "Looks after a Firstline ticket desk and incident desk.",
    version: "0.1.0",
    subcommands: [
      MigrateCommand.self, TokenCommand.self, VerifyCommand.self, AuditCommand.self,
      ReportCommand.self, ArchiveCommand.self, ImportCommand.self, RedriveCommand.self,
      DemoCommand.self, ChaosCommand.self, HealthCommand.self,
    ])

  package init() {}

  /// Runs what the program's arguments say, and ends the program with its status.
  package static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let line as OneLine {
      line.end()
    } catch {
      exit(withError: error)
    }
  }
}
