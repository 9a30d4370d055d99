package import ArgumentParser
import Postgres

/// `firstline verify`: proves the promises on the data as it stands.
package struct VerifyCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks that nothing was lost and nothing happened twice; status 1 on any violation.",
    discussion: """
      Every check reads the same snapshot of the database. What is younger than the grace time is \
      not expected to be escalated yet.
      """)

  @OptionGroup package var database: DatabaseOption

  @Option(help: "Seconds within which a ticket must have become an incident.")
  package var grace = 60

  package init() {}

  package func validate() throws {
    guard 0...86_400 ~= grace else {
      throw ValidationError("--grace is a number of seconds from 0 to 86400, not \(grace).")
    }
  }

  package func run() async throws {
    try await database.connect { connection in
      let findings = try await Verification.run(grace: grace, on: connection)
      for finding in findings { print(finding.report) }
      let violations = findings.map(\.violations.count).reduce(0, +)
      print("\(findings.count) checks, \(violations) violations")
      if violations > 0 { throw ExitCode.failure }
    }
  }
}
